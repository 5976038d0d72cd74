package dev.hoist.gateway.recording;

import dev.hoist.kernel.session.RecordingAlteredException;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.Written;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads a recording chunk by chunk, checking each against its hash. */
final class ChunkReader implements Closeable {
  /** Far more than the writer puts into one chunk. */
  private static final int MOST_BYTES = 256 * 1024 * 1024;

  /** In place of a digest when there is no file. */
  static final String GONE = "gone";

  private static final byte[] CHUNK_LINE = ChunkChain.LINE_START.getBytes(StandardCharsets.UTF_8);

  private final SessionId session;
  private final InputStream in;
  private final ChunkChain chain = new ChunkChain();
  private boolean torn;
  private boolean begun;
  private long statements;

  ChunkReader(SessionId session, InputStream in) {
    this.session = session;
    this.in = new BufferedInputStream(in, 64 * 1024);
  }

  /**
   * The lines of the next chunk, checked, or of what follows the last one; empty at the end.
   *
   * @throws RecordingAlteredException naming the chunk when it is not as it was written
   */
  Optional<byte[]> next() throws IOException {
    var lines = new ByteArrayOutputStream();
    for (byte[] line = line(lines.size()); line.length > 0; line = line(lines.size())) {
      if (line[line.length - 1] != '\n') {
        torn = true;
        chain.add(line, 0, line.length);
      } else if (startsWith(line, CHUNK_LINE)) {
        check(line);
        return Optional.of(lines.toByteArray());
      } else {
        checkHeader(line);
        statements += EntryJson.isStatement(line) ? 1 : 0;
        chain.add(line, 0, line.length);
        lines.writeBytes(line);
      }
    }
    return lines.size() == 0 ? Optional.empty() : Optional.of(lines.toByteArray());
  }

  SessionId session() {
    return session;
  }

  /** Whether the file ends in half a line; known at the end. */
  boolean torn() {
    return torn;
  }

  /** Reads to the end. */
  Written readAll() throws IOException {
    boolean more = true;
    while (more) {
      more = next().isPresent();
    }
    return new Written(head(), statements);
  }

  /** The digest of what was read so far. */
  String head() {
    return chain.head();
  }

  /** Holds the digest that was kept against the one that is there. */
  static void same(SessionId session, String kept, String found) throws RecordingAlteredException {
    if (!kept.equals(found)) {
      throw new RecordingAlteredException(
          "the recording of %s is not the one that was kept: the audit log has digest %s, the recording %s"
              .formatted(session, kept, found.equals(GONE) ? "is gone" : "has " + found));
    }
  }

  private void check(byte[] line) throws IOException {
    if (!Arrays.equals(line, chain.line())) {
      throw new RecordingAlteredException(
          "the recording of "
              + session
              + " was altered: chunk "
              + (chain.sealed() + 1)
              + " is not what was written");
    }
    chain.seal();
  }

  /** A recording put in another's place would verify by itself; its first line gives it away. */
  private void checkHeader(byte[] line) throws IOException {
    if (!begun) {
      String start = "{\"hoist\":\"recording/1\",\"session\":\"" + session + "\",";
      if (!startsWith(line, start.getBytes(StandardCharsets.UTF_8))) {
        throw new RecordingAlteredException(
            "the file of " + session + " is not a recording of that session");
      }
      begun = true;
    }
  }

  private byte[] line(int before) throws IOException {
    var line = new ByteArrayOutputStream(256);
    for (int b = in.read(); b >= 0; b = in.read()) {
      line.write(b);
      if (b == '\n') {
        break;
      }
      if (before + line.size() > MOST_BYTES) {
        throw new RecordingAlteredException(
            "the recording of "
                + session
                + " was altered: chunk "
                + (chain.sealed() + 1)
                + " is longer than any that is written");
      }
    }
    return line.toByteArray();
  }

  private static boolean startsWith(byte[] line, byte[] start) {
    return line.length >= start.length
        && Arrays.equals(line, 0, start.length, start, 0, start.length);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
