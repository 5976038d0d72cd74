package dev.hoist.postgres.protocol.statement;

import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Violation;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Hides passwords in the text of a statement before it is recorded (S23), and nothing that could
 * run (S20): a literal, never more; in it, what is read as SQL, JSON or a connection string once
 * more; and where a literal could be executed, only one that looks like a single word.
 */
public final class SecretMask {
  static final String HIDDEN = "***";

  private static final Set<String> WORDS = Set.of("password", "passwd", "sslpassword");

  /** Signs that may stand between the word and its value: {@code =}, {@code :=}, {@code =>}. */
  private static final String BETWEEN = "=:>(|";

  /** What ends a value without quotes. */
  private static final String VALUE_ENDS = "()'\";,{}";

  /** What no single word has. */
  private static final String NO_WORD = "()'\"/";

  private static final int DEEPEST = 8;

  private final SqlLexer lexer;
  private final String text;
  private final Reading reading;
  private final int depth;

  /** The text of a literal, which need not be SQL. */
  private final boolean loose;

  private final Set<Integer> parameters;
  private final StringBuilder out = new StringBuilder();
  private int copied;
  private boolean secret;

  private SecretMask(
      String text, Reading reading, int depth, boolean loose, Set<Integer> parameters) {
    this.text = text;
    this.reading = reading;
    this.depth = depth;
    this.loose = loose;
    this.parameters = parameters;
    this.lexer = new SqlLexer(text, reading.standard());
  }

  /**
   * @throws Violation when it cannot be told what is a password and what is not
   */
  public static Masked mask(String text, Reading reading) {
    if (!mentions(text, "passw")) {
      return Masked.plain(text);
    }
    boolean code = reading.code() || mentions(text, "execute");
    Reading careful = new Reading(reading.standard(), reading.sure(), code);
    Set<Integer> parameters = new HashSet<>();
    SecretMask mask = new SecretMask(text, careful, 0, false, parameters);
    String shown = mask.run();
    if (mask.secret && !reading.sure() && !text.chars().allMatch(c -> c < 0x80)) {
      throw unsure();
    }
    return new Masked(shown, mask.secret || !parameters.isEmpty(), parameters);
  }

  private static Violation unsure() {
    return new Violation(
        SqlState.NOT_SUPPORTED,
        "hoist cannot tell where a password ends in a statement that is sent behind others",
        "Send it by itself, once the answers to the others are there.");
  }

  /** Cheap and nearly always false. */
  private static boolean mentions(String text, String word) {
    int last = text.length() - word.length();
    for (int i = 0; i <= last; i++) {
      if ((text.charAt(i) | 0x20) == word.charAt(0)
          && text.regionMatches(true, i, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  /** Whether it could not be a statement: those have space, quotes or brackets in them. */
  static boolean isWord(String value) {
    return value.chars().noneMatch(c -> Character.isWhitespace(c) || NO_WORD.indexOf(c) >= 0);
  }

  private String run() {
    boolean after = false;
    boolean assigned = false;
    while (lexer.next()) {
      if (loose && after && assigned && hideValue()) {
        after = false;
        continue;
      }
      boolean next =
          switch (lexer.kind()) {
            case SPACE -> after;
            case WORD -> isSecretName(lexer.start(), lexer.end());
            case QUOTED_NAME -> quotedName(after);
            case SIGN -> after && sign(text.charAt(lexer.start()));
            case PARAMETER -> parameter(after);
            case LITERAL -> literal(after);
            case DOLLAR_LITERAL -> dollarLiteral(after);
          };
      assigned = next && after && (assigned || isAssignment());
      after = next;
    }
    return out.append(text, copied, text.length()).toString();
  }

  private boolean isAssignment() {
    return lexer.kind() == SqlLexer.Kind.SIGN && "=:".indexOf(text.charAt(lexer.start())) >= 0;
  }

  private boolean isSecretName(int from, int to) {
    return WORDS.contains(text.substring(from, to).toLowerCase(Locale.ROOT));
  }

  /** After a placeholder of format() the secret is elsewhere, but the target may quote it. */
  private boolean sign(char sign) {
    secret |= loose && sign == '%';
    return BETWEEN.indexOf(sign) >= 0;
  }

  /** In a connection string and the like: a value without quotes, which is no function's name. */
  private boolean hideValue() {
    int from = lexer.start();
    int at = from;
    while (at < text.length() && !endsValue(at)) {
      at++;
    }
    if (at == from || BETWEEN.indexOf(text.charAt(from)) >= 0 || next(at) == '(') {
      return false;
    }
    hide(from, at);
    lexer.moveTo(at);
    return true;
  }

  private boolean endsValue(int at) {
    char c = text.charAt(at);
    return Character.isWhitespace(c)
        || VALUE_ENDS.indexOf(c) >= 0
        || text.startsWith("/*", at)
        || text.startsWith("--", at);
  }

  private char next(int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean quotedName(boolean after) {
    if (after) {
      hide(lexer.start(), lexer.end());
    }
    return lexer.end() - lexer.start() > 2 && isSecretName(lexer.start() + 1, lexer.end() - 1);
  }

  private boolean parameter(boolean after) {
    String digits = text.substring(lexer.start() + 1, lexer.end());
    if (after && digits.length() < 6) {
      parameters.add(Integer.parseInt(digits));
    }
    return false;
  }

  private String inner() {
    return text.substring(lexer.bodyStart(), lexer.bodyEnd());
  }

  /** Stays alert after a literal, for a next one would continue it. */
  private boolean literal(boolean after) {
    boolean backslash = inner().indexOf('\\') >= 0;
    if (after && backslash && !reading.sure()) {
      throw unsure();
    }
    if (after && mayHide()) {
      hide(lexer.start(), lexer.end());
      hideWhatCannotRun(backslash);
    } else if (mentions(inner(), "passw")) {
      nested(unquoted(), true);
    }
    return after;
  }

  private boolean mayHide() {
    return !reading.code() || isWord(inner());
  }

  /**
   * Someone may have taken a backslash for an escape where it is none. Then the text ends inside a
   * literal, so that the target refuses all of it, and the rest may be hidden.
   */
  private void hideWhatCannotRun(boolean backslash) {
    if (backslash && !lexer.escapes()) {
      SqlLexer rest = new SqlLexer(text.substring(lexer.end()), reading.standard());
      boolean open = false;
      while (rest.next()) {
        open = rest.kind() == SqlLexer.Kind.LITERAL && !rest.closed();
      }
      if (open) {
        hide(lexer.end(), text.length());
        lexer.moveTo(text.length());
      }
    }
  }

  private String unquoted() {
    String inner = inner().replace("''", "'");
    return lexer.escapes() ? inner.replace("\\'", "'").replace("\\\\", "\\") : inner;
  }

  private boolean dollarLiteral(boolean after) {
    if (after && mayHide()) {
      hide(lexer.start(), lexer.end());
    } else if (mentions(inner(), "passw")) {
      nested(inner(), false);
    }
    return after;
  }

  private void nested(String inner, boolean quoted) {
    if (depth >= DEEPEST) {
      throw new Violation(
          SqlState.NOT_SUPPORTED,
          "hoist cannot tell what is a password in a statement that is quoted more than "
              + DEEPEST
              + " deep");
    }
    SecretMask mask = new SecretMask(inner, reading, depth + 1, quoted, parameters);
    String shown = mask.run();
    secret |= mask.secret;
    if (!shown.equals(inner)) {
      replace(lexer.bodyStart(), lexer.bodyEnd(), quoted ? requoted(shown) : shown);
    }
  }

  private String requoted(String shown) {
    String escaped = lexer.escapes() ? shown.replace("\\", "\\\\") : shown;
    return escaped.replace("'", "''");
  }

  private void hide(int from, int to) {
    replace(from, to, HIDDEN);
  }

  private void replace(int from, int to, String by) {
    out.append(text, copied, from).append(by);
    copied = to;
    secret = true;
  }
}
