package dev.hoist.gateway.recording;

import dev.hoist.spi.Recorded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A recording's lines as a stream; nothing of a chunk comes out before the chunk was checked. */
final class VerifiedStream extends InputStream {
  private static final Recorded TORN =
      new Recorded.Note(
          "half a line at the end was left out: either it is being written now, or the recorder"
              + " stopped in its midst");

  private final ChunkReader reader;
  private final Optional<String> digest;
  private InputStream chunk = InputStream.nullInputStream();
  private boolean ended;

  /**
   * @param digest what the whole must come to; empty when it is not known
   */
  VerifiedStream(ChunkReader reader, Optional<String> digest) {
    this.reader = reader;
    this.digest = digest;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = chunk.read(bytes, offset, length);
    while (n < 0 && !ended) {
      chunk = new ByteArrayInputStream(nextLines());
      n = chunk.read(bytes, offset, length);
    }
    return n;
  }

  private byte[] nextLines() throws IOException {
    Optional<byte[]> lines = reader.next();
    if (lines.isPresent()) {
      return lines.get();
    }
    ended = true;
    if (digest.isPresent()) {
      ChunkReader.same(reader.session(), digest.get(), reader.head());
    }
    var last = new ByteArrayOutputStream();
    if (reader.torn()) {
      new EntryJson(last).entry(0, TORN);
    }
    return last.toByteArray();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
