package dev.hoist.postgres.protocol.statement;

/**
 * How the target will read a statement, as far as it decides where a literal ends and what a
 * literal may be good for.
 *
 * @param standard the setting {@code standard_conforming_strings}
 * @param sure whether that setting and {@code client_encoding} are certain: nothing that could
 *     change them is on its way
 * @param code whether the client may have brought code along, which could execute a literal
 */
public record Reading(boolean standard, boolean sure, boolean code) {
  /** PostgreSQL's defaults, in a session that has done nothing yet. */
  public static final Reading PLAIN = new Reading(true, true, false);
}
