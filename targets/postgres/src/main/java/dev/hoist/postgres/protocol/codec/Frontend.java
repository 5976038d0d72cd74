package dev.hoist.postgres.protocol.codec;

/** Types and request codes of what a client sends. */
public final class Frontend {
  public static final byte BIND = 'B';
  public static final byte CLOSE = 'C';
  public static final byte COPY_DATA = 'd';
  public static final byte COPY_DONE = 'c';
  public static final byte COPY_FAIL = 'f';
  public static final byte DESCRIBE = 'D';
  public static final byte EXECUTE = 'E';
  public static final byte FLUSH = 'H';
  public static final byte FUNCTION_CALL = 'F';
  public static final byte PARSE = 'P';
  public static final byte PASSWORD = 'p';
  public static final byte QUERY = 'Q';
  public static final byte SYNC = 'S';
  public static final byte TERMINATE = 'X';

  public static final int CANCEL_REQUEST = 1234 << 16 | 5678;
  public static final int SSL_REQUEST = 1234 << 16 | 5679;
  public static final int GSSENC_REQUEST = 1234 << 16 | 5680;
  public static final int PROTOCOL_3_0 = 3 << 16;

  /** The longest start-up packet, as in PostgreSQL itself. */
  public static final int MAX_STARTUP = 10_000;

  /** The longest message of a type that carries no text or data, as in PostgreSQL itself. */
  public static final int MAX_SMALL = 10_000;

  private Frontend() {}
}
