package dev.hoist.postgres.protocol.statement;

/**
 * A statement's text as it may be recorded.
 *
 * @param secret whether something was hidden; then the target's error messages, which may quote the
 *     statement, are hidden too
 */
public record Masked(String text, boolean secret) {
  public static Masked plain(String text) {
    return new Masked(text, false);
  }

  /** The same shown in other words. */
  public Masked under(String words) {
    return words.equals(text) ? this : new Masked(words, secret);
  }
}
