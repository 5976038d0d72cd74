package dev.hoist.postgres.protocol.statement;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides passwords in the text of a statement before it is recorded (S23). */
public final class SecretMask {
  static final String HIDDEN = "***";

  private static final Set<String> WORDS = Set.of("password", "passwd", "sslpassword");

  /** Signs that may stand between the word and its value: {@code =}, {@code :=}, {@code =>}. */
  private static final String BETWEEN = "=:>(|";

  /** A value inside a literal: a connection string, JSON, or SQL that is quoted once more. */
  private static final Pattern NESTED =
      Pattern.compile("(?:password|passwd)[\"\\s]*(?:[=:]|'|\\$|%[LsI])", Pattern.CASE_INSENSITIVE);

  private static final int DEEPEST = 8;

  private final SqlLexer lexer;
  private final String text;
  private final int depth;
  private final Set<Integer> parameters;
  private final StringBuilder out = new StringBuilder();
  private int copied;
  private boolean secret;

  private SecretMask(String text, int depth, Set<Integer> parameters) {
    this.text = text;
    this.depth = depth;
    this.parameters = parameters;
    this.lexer = new SqlLexer(text);
  }

  public static Masked mask(String text) {
    if (!suspicious(text)) {
      return Masked.plain(text);
    }
    Set<Integer> parameters = new HashSet<>();
    SecretMask mask = new SecretMask(text, 0, parameters);
    String shown = mask.run();
    return new Masked(shown, mask.secret || !parameters.isEmpty(), parameters);
  }

  /** Cheap and nearly always false: every word of ours has this in it. */
  private static boolean suspicious(String text) {
    int last = text.length() - "passw".length();
    for (int i = 0; i <= last; i++) {
      if ((text.charAt(i) | 0x20) == 'p' && text.regionMatches(true, i, "passw", 0, 5)) {
        return true;
      }
    }
    return false;
  }

  private String run() {
    boolean after = false;
    while (lexer.next()) {
      after =
          switch (lexer.kind()) {
            case SPACE -> after;
            case WORD -> isWord(lexer.start(), lexer.end());
            case QUOTED_NAME -> quotedName(after);
            case SIGN -> after && BETWEEN.indexOf(text.charAt(lexer.start())) >= 0;
            case PARAMETER -> parameter(after);
            case LITERAL -> literal(after);
            case DOLLAR_LITERAL -> dollarLiteral(after);
          };
    }
    return out.append(text, copied, text.length()).toString();
  }

  private boolean isWord(int from, int to) {
    return WORDS.contains(text.substring(from, to).toLowerCase(Locale.ROOT));
  }

  private boolean quotedName(boolean after) {
    if (after) {
      hide(lexer.start(), lexer.end());
    }
    return lexer.end() - lexer.start() > 2 && isWord(lexer.start() + 1, lexer.end() - 1);
  }

  private boolean parameter(boolean after) {
    String digits = text.substring(lexer.start() + 1, lexer.end());
    if (after && digits.length() < 6) {
      parameters.add(Integer.parseInt(digits));
    }
    return false;
  }

  /** Stays alert after a literal, for a next one would continue it. */
  private boolean literal(boolean after) {
    if (after) {
      hideLiteral();
      return true;
    }
    Matcher nested = NESTED.matcher(text).region(lexer.start(), lexer.end());
    if (nested.find()) {
      replace(nested.end(), lexer.end(), HIDDEN + "'");
    }
    return false;
  }

  private void hideLiteral() {
    // A backslash before a quote ends the literal or does not, by a setting we cannot be sure of.
    boolean unsure = text.substring(lexer.start(), lexer.end()).contains("\\");
    hide(lexer.start(), unsure ? text.length() : lexer.end());
    if (unsure) {
      lexer.finish();
    }
  }

  private boolean dollarLiteral(boolean after) {
    if (after || depth >= DEEPEST) {
      hide(lexer.start(), lexer.end());
      return after;
    }
    String inner = text.substring(lexer.bodyStart(), lexer.bodyEnd());
    SecretMask mask = new SecretMask(inner, depth + 1, parameters);
    String shown = mask.run();
    if (mask.secret) {
      replace(lexer.bodyStart(), lexer.bodyEnd(), shown);
    }
    return false;
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
