package dev.hoist.postgres.protocol.codec;

/** Message types as people read them. */
public final class Types {
  private Types() {}

  /** {@code 'Q'}, or {@code 0x07} for what is not printable. */
  public static String show(byte type) {
    return type > ' ' && type < 0x7f
        ? "'" + (char) type + "'"
        : "0x" + Integer.toHexString(type & 0xff);
  }
}
