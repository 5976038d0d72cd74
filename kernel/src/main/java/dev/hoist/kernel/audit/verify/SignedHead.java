package dev.hoist.kernel.audit.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A checkpoint whose signature and cosignature by the log's key were checked.
 *
 * @param root the root hash of the first {@code size} entries, base64
 */
record SignedHead(String origin, long size, String root, Instant signedAt) {
  private static final int MAX_NOTE = 65_536;
  private static final long MAX_SIZE = 1L << 48;

  static SignedHead parse(byte[] note, LogKey key) throws Malformed {
    String all = decode(note);
    int blank = all.lastIndexOf("\n\n");
    if (blank < 0 || blank + 2 == all.length() || !all.endsWith("\n")) {
      throw new Malformed("not a signed note");
    }
    String text = all.substring(0, blank + 1);
    Instant at = signatures(text, all.substring(blank + 2, all.length() - 1), key);
    String[] lines = text.split("\n", -1);
    if (lines.length != 4 || !lines[0].equals(key.name())) {
      throw new Malformed("not a checkpoint of the log " + key.name());
    }
    if (LogKey.base64(lines[2]).length != Merkle.HASH) {
      throw new Malformed("the root hash is not a hash");
    }
    return new SignedHead(lines[0], size(lines[1]), lines[2], at);
  }

  private static String decode(byte[] note) throws Malformed {
    if (note.length > MAX_NOTE) {
      throw new Malformed("far too long for a checkpoint");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(note)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("not UTF-8");
    }
  }

  private static long size(String decimal) throws Malformed {
    if (!decimal.matches("0|[1-9]\\d{0,14}") || Long.parseLong(decimal) > MAX_SIZE) {
      throw new Malformed("the size of the log is not a number: " + decimal);
    }
    return Long.parseLong(decimal);
  }

  /** Both signatures of the log must be there and good; those of others say nothing to us. */
  private static Instant signatures(String text, String lines, LogKey key) throws Malformed {
    boolean signed = false;
    Instant at = null;
    for (String line : lines.split("\n", -1)) {
      String[] parts = line.split(" ", -1);
      if (parts.length != 3 || !parts[0].equals("—")) {
        throw new Malformed("a line among the signatures is not one");
      }
      byte[] blob = LogKey.base64(parts[2]);
      if (blob.length < 4) {
        throw new Malformed("a signature is too short");
      }
      byte[] id = Arrays.copyOf(blob, 4);
      byte[] signature = Arrays.copyOfRange(blob, 4, blob.length);
      if (parts[1].equals(key.name()) && Arrays.equals(id, key.noteId())) {
        require(key.signed(text, signature));
        signed = true;
      } else if (parts[1].equals(key.name()) && Arrays.equals(id, key.cosignatureId())) {
        at = cosigned(text, signature, key);
      }
    }
    if (!signed || at == null) {
      throw new Malformed("not signed by " + key.name());
    }
    return at;
  }

  private static Instant cosigned(String text, byte[] timestamped, LogKey key) throws Malformed {
    require(timestamped.length > 8);
    long time = ByteBuffer.wrap(timestamped).getLong();
    byte[] signature = Arrays.copyOfRange(timestamped, 8, timestamped.length);
    require(key.signed("cosignature/v1\ntime " + time + "\n" + text, signature));
    return Instant.ofEpochSecond(time);
  }

  private static void require(boolean good) throws Malformed {
    if (!good) {
      throw new Malformed("its signature is not good");
    }
  }
}
