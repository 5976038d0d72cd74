package dev.hoist.postgres.protocol.codec;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Strict reader over one message's body, in place. Reused from message to message; whatever does
 * not fit the message's length is a {@link Violation}.
 */
public final class Body {
  /** What decoding puts where bytes are no text. */
  private static final char REPLACEMENT = '\ufffd';

  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int at;
  private int end;

  public Body over(ByteBuffer buffer, int offset, int length) {
    this.buffer = buffer;
    this.at = offset;
    this.end = offset + length;
    return this;
  }

  public int remaining() {
    return end - at;
  }

  public byte int8() {
    need(1);
    return buffer.get(at++);
  }

  /** Unsigned. */
  public int int16() {
    need(2);
    int value = buffer.getShort(at) & 0xffff;
    at += 2;
    return value;
  }

  public int int32() {
    need(4);
    int value = buffer.getInt(at);
    at += 4;
    return value;
  }

  public long int64() {
    need(8);
    long value = buffer.getLong(at);
    at += 8;
    return value;
  }

  /** Text up to its zero byte. */
  public String string(Charset charset) {
    String text = text(stringLength(), charset);
    at++;
    return text;
  }

  /** How many bytes there are up to the next zero byte. */
  public int stringLength() {
    int zero = at;
    while (zero < end && buffer.get(zero) != 0) {
      zero++;
    }
    if (zero == end) {
      throw new Violation("a text in a message has no end");
    }
    return zero - at;
  }

  /**
   * Text of {@code length} bytes from which nothing is lost: what is not text in {@code charset} is
   * shown byte by byte, as LATIN1, and says so.
   */
  public String exact(int length, Charset charset) {
    int from = at;
    String text = text(length, charset);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    at = from;
    return text(length, StandardCharsets.ISO_8859_1)
        + " /* hoist: not all of it is "
        + charset
        + "; bytes shown as LATIN1 */";
  }

  /** As {@link #exact}, up to its zero byte. */
  public String exactString(Charset charset) {
    String text = exact(stringLength(), charset);
    at++;
    return text;
  }

  /** Text of {@code length} bytes. */
  public String text(int length, Charset charset) {
    need(length);
    String text;
    if (buffer.hasArray()) {
      text = new String(buffer.array(), buffer.arrayOffset() + at, length, charset);
      at += length;
    } else {
      text = new String(bytes(length), charset);
    }
    return text;
  }

  public byte[] bytes(int length) {
    need(length);
    byte[] bytes = new byte[length];
    buffer.get(at, bytes);
    at += length;
    return bytes;
  }

  /** SHA-256 over the next {@code length} bytes, as hex, without consuming them. */
  public String sha256(int length) {
    need(length);
    MessageDigest digest = Sha256.begin();
    digest.update(buffer.slice(at, length));
    return Sha256.hex(digest);
  }

  public void skip(int length) {
    need(length);
    at += length;
  }

  /** Nothing may follow. */
  public void end() {
    if (at != end) {
      throw new Violation("a message is longer than what it says");
    }
  }

  private void need(int length) {
    if (length < 0 || length > end - at) {
      throw new Violation("a message is shorter than what it says");
    }
  }
}
