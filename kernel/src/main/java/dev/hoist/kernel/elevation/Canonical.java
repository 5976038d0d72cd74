package dev.hoist.kernel.elevation;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Writes the canonical bytes of what people approve: every field with its length before it, so no
 * two things collide.
 */
public final class Canonical {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /**
   * @param kind what is written, and in which version of its form
   */
  public Canonical(String kind) {
    text(kind);
  }

  private interface Write {
    void run() throws IOException;
  }

  private static void write(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a byte array does not fail
    }
  }

  public void number(long value) {
    write(() -> out.writeLong(value));
  }

  /** How many of something follow. */
  public void count(int value) {
    write(() -> out.writeInt(value));
  }

  public void flag(boolean value) {
    write(() -> out.writeBoolean(value));
  }

  /** UTF-16 as it is: an encoding that replaces what it cannot write would let texts collide. */
  public void text(String value) {
    count(value.length());
    write(() -> out.writeChars(value));
  }

  /** In their order; of a set or a map's keys the caller makes one. */
  public void texts(Collection<String> values) {
    count(values.size());
    values.forEach(this::text);
  }

  /** Durations, moments and numbers print the same everywhere. */
  public void optional(Optional<?> value) {
    flag(value.isPresent());
    text(value.map(Object::toString).orElse(""));
  }

  /** SHA-256 over all that was written. */
  public Digest digest() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return new Digest(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
