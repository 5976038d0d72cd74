package dev.hoist.postgres.protocol.statement;

import java.util.Set;

/**
 * A statement's text as it may be recorded.
 *
 * @param secret whether something was hidden; then the target's error messages, which may quote the
 *     statement, are hidden too
 * @param parameters numbers, from 1, of the parameters whose values are secret
 */
public record Masked(String text, boolean secret, Set<Integer> parameters) {
  public Masked {
    parameters = Set.copyOf(parameters);
  }

  public static Masked plain(String text) {
    return new Masked(text, false, Set.of());
  }

  /** The same shown in other words. */
  public Masked under(String words) {
    return words.equals(text) ? this : new Masked(words, secret, parameters);
  }
}
