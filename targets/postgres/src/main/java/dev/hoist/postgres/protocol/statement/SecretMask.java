package dev.hoist.postgres.protocol.statement;

import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Violation;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hides passwords in the text of a message before it is recorded (S23), and nothing that could run
 * (S20): only literals that stand where PostgreSQL's grammar has a password, in a message that has
 * nothing in it which could run what is hidden. Any other message with such a place is refused; all
 * else is recorded as it is (ADR 10).
 *
 * <p>The places: {@code CREATE} and {@code ALTER} of a role ({@code PASSWORD '…'}), of a user
 * mapping or a server ({@code OPTIONS (password '…')}), and of a subscription ({@code CONNECTION
 * '…'}). Their grammar has no expressions and takes no parameters.
 */
public final class SecretMask {
  static final String HIDDEN = "***";

  private static final Set<String> VERBS = Set.of("create", "alter");

  /** A column may be called {@code "password"} too, but not where an option stands. */
  private static final Set<String> PASSWORD =
      Set.of("password", "passwd", "sslpassword", "\"password\"", "\"passwd\"", "\"sslpassword\"");

  private static final Set<String> CONNECTION = Set.of("connection");

  /** What stands behind the verb, and the words that a secret follows then. */
  private static final Map<String, Set<String>> SECRET_AFTER =
      Map.of(
          "role", PASSWORD,
          "user", PASSWORD,
          "group", PASSWORD,
          "server", PASSWORD,
          "subscription", CONNECTION);

  /** What a {@code PASSWORD} that is another's name may be followed by. */
  private static final Set<String> CLAUSES =
      Set.of(
          "admin",
          "add",
          "bypassrls",
          "connection",
          "createdb",
          "createrole",
          "drop",
          "encrypted",
          "foreign",
          "from",
          "group",
          "in",
          "inherit",
          "login",
          "nobypassrls",
          "nocreatedb",
          "nocreaterole",
          "noinherit",
          "nologin",
          "noreplication",
          "nosuperuser",
          "null",
          "options",
          "owner",
          "password",
          "rename",
          "replication",
          "reset",
          "role",
          "server",
          "set",
          "superuser",
          "sysid",
          "to",
          "type",
          "unencrypted",
          "user",
          "valid",
          "version",
          "with");

  private static final int DEEPEST = 8;

  private final SqlLexer lexer;
  private final String text;
  private final Reading reading;
  private final int depth;
  private final StringBuilder out = new StringBuilder();
  private int copied;
  private boolean secret;

  /** Every statement so far is one of those above, which evaluate nothing. */
  private boolean harmless = true;

  // About the statement that is being read:

  private Set<String> secretAfter = Set.of();
  private boolean isHarmless;
  private int tokens;

  /** The latest token, in lower case, if it is a word or a name. */
  private String previous = "";

  /** The latest token is a literal behind one of {@link #secretAfter}; a next one continues it. */
  private boolean behindSecret;

  private SecretMask(String text, Reading reading, int depth) {
    this.text = text;
    this.reading = reading;
    this.depth = depth;
    this.lexer = new SqlLexer(text, reading.standard());
  }

  /**
   * @throws Violation when there is a password that cannot be hidden
   */
  public static Masked mask(String text, Reading reading) {
    if (!mayHoldSecret(text)) {
      return Masked.plain(text);
    }
    SecretMask mask = new SecretMask(text, reading, 0);
    mask.read();
    return mask.secret ? new Masked(mask.shown(), true) : Masked.plain(text);
  }

  private String shown() {
    if (!harmless) {
      throw notAlone();
    }
    if (!reading.sure() && text.chars().anyMatch(c -> c >= 0x80 || c == '\\')) {
      throw unsure();
    }
    // A text that ends inside quotes is refused by the target as a whole. Most likely a password
    // holds a quote or a backslash that should have been doubled, and goes on further to the right.
    return out + (lexer.unfinished() ? "" : text.substring(copied));
  }

  private static Violation unsure() {
    return new Violation(
        SqlState.NOT_SUPPORTED,
        "hoist cannot tell where a password ends in a statement that is sent behind others",
        "Send it by itself, once the answers to the others are there.");
  }

  private static Violation notAlone() {
    return new Violation(
        SqlState.NOT_SUPPORTED,
        "hoist keeps passwords out of its recordings, and cannot where one stands together with"
            + " other statements, in code, or in quotes",
        "Send CREATE or ALTER with the password as a statement by itself, or use \\password.");
  }

  private static Violation escapedName() {
    return new Violation(
        SqlState.NOT_SUPPORTED,
        "hoist cannot tell what stands behind a name in Unicode escapes, where a password can",
        "Write the name as it is.");
  }

  private static Violation tooDeep() {
    return new Violation(
        SqlState.NOT_SUPPORTED,
        "hoist cannot tell what is a password in a statement that is quoted more than "
            + DEEPEST
            + " deep");
  }

  /** Cheap and nearly always false. */
  private static boolean mayHoldSecret(String text) {
    return mentions(text, "passw") || mentions(text, "connection") || mentions(text, "u&\"");
  }

  static boolean mentions(String text, String word) {
    int last = text.length() - word.length();
    for (int i = 0; i <= last; i++) {
      if ((text.charAt(i) | 0x20) == word.charAt(0)
          && text.regionMatches(true, i, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  private void read() {
    while (lexer.next()) {
      switch (lexer.kind()) {
        case SPACE -> {}
        case WORD, QUOTED_NAME -> name(text.substring(lexer.start(), lexer.end()));
        case SIGN, PARAMETER -> sign();
        case LITERAL, DOLLAR_LITERAL -> literal();
      }
    }
    endStatement();
  }

  private void name(String token) {
    String name = withoutOddSpaces(token.toLowerCase(Locale.ROOT));
    if (secretAfter.equals(PASSWORD) && isEscaped()) {
      throw escapedName();
    }
    if (behindPassword() && name.equals("to")) {
      return;
    }
    if (behindPassword() && !CLAUSES.contains(name)) {
      hide(); // a mistake that the target refuses, and most likely a password without its quotes
      moveOn("");
      return;
    }
    if (VERBS.contains(previous) && SECRET_AFTER.containsKey(name)) {
      secretAfter = SECRET_AFTER.getOrDefault(name, Set.of());
      isHarmless |= tokens == 1;
    }
    boolean qualified = lexer.start() > 0 && text.charAt(lexer.start() - 1) == '.';
    moveOn(qualified ? "" : name);
  }

  private boolean behindPassword() {
    return secretAfter.equals(PASSWORD) && previous.equals("password");
  }

  /** The target takes such spaces for letters; people paste them for spaces. */
  private static String withoutOddSpaces(String token) {
    return token.chars().anyMatch(Character::isSpaceChar)
        ? token.replaceAll("(?<=\\w)\\p{Z}+$", "")
        : token;
  }

  /** Whether the latest token is a name like {@code U&"p\\0061ssword"}. */
  private boolean isEscaped() {
    int at = lexer.start();
    return lexer.kind() == SqlLexer.Kind.QUOTED_NAME
        && at >= 2
        && text.regionMatches(true, at - 2, "u&", 0, 2);
  }

  private void moveOn(String name) {
    previous = name;
    behindSecret = false;
    tokens++;
  }

  private void sign() {
    char sign = text.charAt(lexer.start());
    if (sign == ';') {
      endStatement();
    } else if (!behindPassword() || (sign != '=' && sign != '(')) {
      moveOn("");
    }
  }

  private void endStatement() {
    harmless &= isHarmless || tokens == 0;
    secretAfter = Set.of();
    isHarmless = false;
    moveOn("");
    tokens = 0;
  }

  private void literal() {
    if (behindSecret) {
      hide();
    } else if (secretAfter.contains(previous)) {
      secret(secretAfter);
    } else {
      nested();
      moveOn("");
    }
  }

  private void secret(Set<String> after) {
    moveOn("");
    behindSecret = true;
    String body = text.substring(lexer.bodyStart(), lexer.bodyEnd());
    Optional<String> shown =
        after.equals(CONNECTION) && isPlain()
            ? ConnectionString.withoutSecrets(body)
            : Optional.empty();
    if (shown.isEmpty()) {
      hide();
    } else if (!shown.get().equals(body)) {
      replace(lexer.bodyStart(), lexer.bodyEnd(), shown.get());
    }
  }

  /** Not in Unicode escapes, and not continued by a next literal. */
  private boolean isPlain() {
    int at = lexer.end();
    while (at < text.length() && SqlLexer.isSpace(text.charAt(at))) {
      at++;
    }
    boolean more = at < text.length() && "'-".indexOf(text.charAt(at)) >= 0;
    return !more && "'$".indexOf(text.charAt(lexer.start())) >= 0;
  }

  private void hide() {
    replace(lexer.start(), lexer.end(), HIDDEN);
  }

  private void replace(int from, int to, String by) {
    out.append(text, copied, from).append(by);
    copied = to;
    secret = true;
  }

  /** Code or data: it could run, so it is never hidden, and recorded only without a password. */
  private void nested() {
    String inner = unquoted();
    if (!mayHoldSecret(inner)) {
      return;
    }
    if (depth >= DEEPEST) {
      throw tooDeep();
    }
    SecretMask mask = new SecretMask(inner, reading, depth + 1);
    mask.read();
    if (mask.secret) {
      throw notAlone();
    }
  }

  private String unquoted() {
    String inner = text.substring(lexer.bodyStart(), lexer.bodyEnd());
    if (lexer.kind() == SqlLexer.Kind.DOLLAR_LITERAL) {
      return inner;
    }
    String single = inner.replace("''", "'");
    return lexer.escapes() ? single.replace("\\'", "'").replace("\\\\", "\\") : single;
  }
}
