package dev.hoist.postgres.protocol.statement;

/**
 * How the target will read a statement, as far as it decides where a literal ends.
 *
 * @param standard the setting {@code standard_conforming_strings}
 * @param sure whether that setting and {@code client_encoding} are certain: nothing that could
 *     change them is on its way
 */
public record Reading(boolean standard, boolean sure) {
  /** PostgreSQL's defaults, in a session that has done nothing yet. */
  public static final Reading PLAIN = new Reading(true, true);
}
