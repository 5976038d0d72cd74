package dev.hoist.kernel.session;

/**
 * What a recording holds, as far as it was written.
 *
 * @param digest SHA-256 chain head, 64 hex digits; empty when it cannot be told
 * @param statements how many statements it has
 */
public record Written(String digest, long statements) {
  /** Nothing is there, or nothing that can be believed. */
  public static final Written NOTHING = new Written("", 0);
}
