package dev.hoist.postgres.connector;

import dev.hoist.postgres.privilege.Identifier;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a target's account says beside user and password.
 *
 * @param database the database that grants are made in
 * @param tls whether TLS is used, and then verified; there is nothing between
 * @param ca a PEM file of whom to trust; empty for Java's own authorities
 * @param reassignTo who gets what a grant's role owns when it ends; empty leaves such a role in
 *     place, without log-in, until someone is named
 */
record AccountOptions(
    Identifier database, boolean tls, Optional<String> ca, Optional<Identifier> reassignTo) {
  private static final Set<String> KEYS = Set.of("database", "tls", "ca", "reassign_to");

  /**
   * @throws IllegalArgumentException when an option is unknown or makes no sense
   */
  static AccountOptions of(Map<String, String> options) {
    for (String key : options.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "unknown option " + key + "; the options are ca, database, reassign_to and tls");
      }
    }
    return new AccountOptions(
        new Identifier(database(options)),
        tls(options.getOrDefault("tls", "verify")),
        Optional.ofNullable(options.get("ca")).filter(ca -> !ca.isEmpty()),
        Optional.ofNullable(options.get("reassign_to")).map(Identifier::new));
  }

  /** The gateway opens sessions in the same one, so there is no guessing. */
  private static String database(Map<String, String> options) {
    String database = options.getOrDefault("database", "");
    if (database.isEmpty()) {
      throw new IllegalArgumentException("database is missing");
    }
    return database;
  }

  private static boolean tls(String word) {
    return switch (word) {
      case "verify" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException("tls is verify or off, not " + word);
    };
  }
}
