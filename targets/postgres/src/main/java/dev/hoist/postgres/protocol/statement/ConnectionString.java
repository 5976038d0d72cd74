package dev.hoist.postgres.protocol.statement;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides the secrets of a connection string, as it stands between the quotes of a literal
 * (PostgreSQL documentation, "Connection Strings"), and shows where it leads.
 */
final class ConnectionString {
  private static final String SECRET = SecretMask.HIDDEN;

  private static final Pattern TO_PASSWORD = Pattern.compile("\\s*[a-zA-Z]+://([^:@]*:)?");

  private static final Pattern IN_ADDRESS = Pattern.compile("(?i)(passw(?:or)?d=)[^&]*");

  /** Quotes are doubled, for they stand in a literal. */
  private static final Pattern IN_WORDS =
      Pattern.compile("(?i)(passw(?:or)?d\\s*=\\s*)(?:''[^']*''|(?!')\\S+)");

  private static final Pattern HIDDEN =
      Pattern.compile("(?i)passw(?:or)?d\\s*=\\s*" + Pattern.quote(SECRET));

  private ConnectionString() {}

  /** Without its secrets; empty when it cannot be told where they are. */
  static Optional<String> withoutSecrets(String body) {
    Matcher beginning = TO_PASSWORD.matcher(body);
    boolean address = beginning.lookingAt();
    String shown = address ? address(body, beginning) : words(body);
    // What is escaped could be the word or a secret, and a word that is left could be in a mess.
    boolean escaped = body.indexOf('\\') >= 0 || (address && shown.indexOf('%') >= 0);
    boolean left = SecretMask.mentions(HIDDEN.matcher(shown).replaceAll(""), "passw");
    return escaped || left ? Optional.empty() : Optional.of(shown);
  }

  /** A password with an {@code @} in it, where none may be, is hidden too: up to the last one. */
  private static String address(String body, Matcher beginning) {
    int from = beginning.end();
    int at = body.lastIndexOf('@');
    boolean hasPassword = beginning.group(1) != null && at >= from;
    String shown = hasPassword ? body.substring(0, from) + SECRET + body.substring(at) : body;
    return IN_ADDRESS.matcher(shown).replaceAll("$1" + Matcher.quoteReplacement(SECRET));
  }

  private static String words(String body) {
    return IN_WORDS.matcher(body).replaceAll("$1" + Matcher.quoteReplacement(SECRET));
  }
}
