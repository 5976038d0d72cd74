package dev.hoist.postgres.protocol.statement;

import java.util.Locale;
import java.util.Set;

/**
 * Whether a statement can give or free names of prepared statements and cursors, as far as its text
 * tells: with PREPARE, DEALLOCATE, DISCARD, DECLARE, CLOSE, or with code that it brings along (DO).
 * What is not known to be harmless is taken for able to. Code that stood on the target before is
 * out of sight.
 */
final class Reach {
  /** First words of statements that can only call code, not bring any. */
  private static final Set<String> HARMLESS =
      Set.of(
          "abort",
          "alter",
          "analyze",
          "begin",
          "checkpoint",
          "cluster",
          "comment",
          "commit",
          "copy",
          "create",
          "delete",
          "drop",
          "end",
          "grant",
          "insert",
          "listen",
          "lock",
          "merge",
          "notify",
          "refresh",
          "reindex",
          "release",
          "reset",
          "revoke",
          "rollback",
          "savepoint",
          "select",
          "set",
          "show",
          "start",
          "table",
          "truncate",
          "unlisten",
          "update",
          "vacuum",
          "values",
          "with");

  private Reach() {}

  static boolean overNames(String text) {
    String word = firstWord(text);
    return !HARMLESS.contains(word)
        || severalStatements(text)
        || (word.equals("create") && bringsCode(text));
  }

  /** Lower-case; empty when the text does not begin with a word. On the byte path. */
  private static String firstWord(String text) {
    int end = 0;
    while (end < text.length() && isLetter(text.charAt(end))) {
      end++;
    }
    return end > 0 ? text.substring(0, end).toLowerCase(Locale.ROOT) : wordBehindSpace(text);
  }

  private static boolean isLetter(char c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  private static String wordBehindSpace(String text) {
    SqlLexer lexer = new SqlLexer(text, true);
    while (lexer.next()) {
      if (lexer.kind() != SqlLexer.Kind.SPACE) {
        return lexer.kind() == SqlLexer.Kind.WORD
            ? text.substring(lexer.start(), lexer.end()).toLowerCase(Locale.ROOT)
            : "";
      }
    }
    return "";
  }

  /** Sees several where one has a semicolon in a literal; that only makes us more careful. */
  private static boolean severalStatements(String text) {
    int semicolon = text.indexOf(';');
    if (semicolon < 0) {
      return false;
    }
    int at = semicolon + 1;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  private static boolean bringsCode(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("function") || lower.contains("procedure");
  }
}
