package dev.hoist.cli.base;

/** Exit codes; programs rely on them, so none ever changes its meaning. */
public final class Exit {
  public static final int OK = 0;
  public static final int ERROR = 1;
  public static final int USAGE = 2;
  public static final int LOGIN_NEEDED = 4;
  public static final int DENIED_BY_POLICY = 80;
  public static final int DENIED_BY_PERSON = 81;
  public static final int PENDING = 82;
  public static final int OVER = 83;
  public static final int TARGET_UNREACHABLE = 84;
  public static final int VERIFICATION_FAILED = 85;
  public static final int POLICY_TESTS_FAILED = 86;

  private Exit() {}
}
