package dev.hoist.kernel.session;

/** The {@link Authorizer}'s answer. */
public sealed interface Authorization {
  /** Come in. */
  record Granted(Authorized pass) implements Authorization {}

  /**
   * No.
   *
   * @param message what the client is shown: the thing and the next move
   */
  record Refused(String message) implements Authorization {}
}
