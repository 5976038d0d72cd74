package dev.hoist.postgres.protocol.codec;

/** The error codes that hoist itself says (PostgreSQL documentation, appendix A). */
public final class SqlState {
  public static final String WARNING = "01000";
  public static final String CANNOT_CONNECT = "08001";
  public static final String TARGET_REJECTED = "08004";
  public static final String CONNECTION_FAILURE = "08006";
  public static final String PROTOCOL_VIOLATION = "08P01";
  public static final String NOT_SUPPORTED = "0A000";
  public static final String NOT_ALLOWED_IN = "28000";
  public static final String NO_PASSWORD = "28P01";
  public static final String NAME_TOO_LONG = "42622";
  public static final String LIMIT_EXCEEDED = "54000";
  public static final String ADMIN_SHUTDOWN = "57P01";
  public static final String CANNOT_RECORD = "58030";

  private SqlState() {}
}
