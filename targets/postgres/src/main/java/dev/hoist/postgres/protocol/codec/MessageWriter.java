package dev.hoist.postgres.protocol.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds messages one after another; {@link #done} gives them as one buffer. */
public final class MessageWriter {
  private static final int NO_TYPE = -1;

  private byte[] bytes = new byte[128];
  private int count;
  private int lengthAt = NO_TYPE;

  /** Begins a message with a type. */
  public MessageWriter begin(byte type) {
    int8(type);
    return beginUntyped();
  }

  /** Begins one of the start-up messages, which have none. */
  public MessageWriter beginUntyped() {
    lengthAt = count;
    return int32(0);
  }

  public MessageWriter end() {
    int length = count - lengthAt;
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[lengthAt + i] = (byte) (length >>> (24 - 8 * i));
    }
    return this;
  }

  public MessageWriter int8(byte value) {
    room(1);
    bytes[count++] = value;
    return this;
  }

  public MessageWriter int32(int value) {
    room(Integer.BYTES);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[count++] = (byte) (value >>> shift);
    }
    return this;
  }

  public MessageWriter raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, count, value.length);
    count += value.length;
    return this;
  }

  /** UTF-8 and a zero byte. */
  public MessageWriter string(String value) {
    return raw(value.getBytes(StandardCharsets.UTF_8)).int8((byte) 0);
  }

  public ByteBuffer done() {
    return ByteBuffer.wrap(bytes, 0, count);
  }

  private void room(int more) {
    if (bytes.length - count < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, count + more));
    }
  }
}
