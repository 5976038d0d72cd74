package dev.hoist.postgres.protocol.statement;

/**
 * Cuts SQL into tokens as PostgreSQL does, as far as finding literals needs it. Takes any text;
 * what is not closed runs to the end.
 */
final class SqlLexer {
  /** Comments count as space. */
  enum Kind {
    SPACE,
    WORD,
    QUOTED_NAME,
    SIGN,
    PARAMETER,
    LITERAL,
    DOLLAR_LITERAL
  }

  private final String text;
  private Kind kind = Kind.SPACE;
  private int start;
  private int end;
  private int bodyStart;
  private int bodyEnd;

  SqlLexer(String text) {
    this.text = text;
  }

  Kind kind() {
    return kind;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Of a dollar-quoted literal: what lies between the tags. */
  int bodyStart() {
    return bodyStart;
  }

  int bodyEnd() {
    return bodyEnd;
  }

  /** No more tokens. */
  void finish() {
    end = text.length();
  }

  /** Moves to the next token; false at the end. */
  boolean next() {
    start = end;
    if (start >= text.length()) {
      return false;
    }
    char c = text.charAt(start);
    if (Character.isWhitespace(c)) {
      token(Kind.SPACE, start + 1);
    } else if (c == '-' && peek(1) == '-') {
      token(Kind.SPACE, after('\n', start));
    } else if (c == '/' && peek(1) == '*') {
      token(Kind.SPACE, afterComment());
    } else if (c == '\'') {
      token(Kind.LITERAL, afterQuote(start, '\'', false));
    } else if (c == '"') {
      token(Kind.QUOTED_NAME, afterQuote(start, '"', false));
    } else if (c == '$') {
      dollar();
    } else if (wordStart(c)) {
      word();
    } else {
      token(Kind.SIGN, start + 1);
    }
    return true;
  }

  private void token(Kind kind, int end) {
    this.kind = kind;
    this.end = end;
  }

  private char peek(int ahead) {
    return start + ahead < text.length() ? text.charAt(start + ahead) : '\0';
  }

  private int after(char last, int from) {
    int found = text.indexOf(last, from);
    return found < 0 ? text.length() : found + 1;
  }

  /** Comments nest. */
  private int afterComment() {
    int depth = 0;
    int at = start;
    do {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < text.length());
    return Math.min(at, text.length());
  }

  /** The place after the closing quote; a doubled one does not close. */
  private int afterQuote(int open, char quote, boolean backslash) {
    int at = open + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == quote) {
        if (at + 1 >= text.length() || text.charAt(at + 1) != quote) {
          return at + 1;
        }
        at++;
      } else if (backslash && c == '\\') {
        at++;
      }
      at++;
    }
    return text.length();
  }

  private void word() {
    int at = start + 1;
    while (at < text.length() && wordPart(text.charAt(at))) {
      at++;
    }
    boolean one = at == start + 1;
    char next = at < text.length() ? text.charAt(at) : '\0';
    char first = Character.toLowerCase(text.charAt(start));
    if (one && next == '\'' && "ebxn".indexOf(first) >= 0) {
      token(Kind.LITERAL, afterQuote(at, '\'', first == 'e'));
    } else if (one && first == 'u' && text.startsWith("&'", at)) {
      token(Kind.LITERAL, afterQuote(at + 1, '\'', false));
    } else {
      token(Kind.WORD, at);
    }
  }

  private void dollar() {
    int at = start + 1;
    if (digit(peek(1))) {
      while (at < text.length() && digit(text.charAt(at))) {
        at++;
      }
      token(Kind.PARAMETER, at);
      return;
    }
    while (at < text.length() && text.charAt(at) != '$' && wordPart(text.charAt(at))) {
      at++;
    }
    if (at >= text.length() || text.charAt(at) != '$') {
      token(Kind.SIGN, start + 1);
      return;
    }
    String tag = text.substring(start, at + 1);
    bodyStart = at + 1;
    int close = text.indexOf(tag, bodyStart);
    bodyEnd = close < 0 ? text.length() : close;
    token(Kind.DOLLAR_LITERAL, Math.min(bodyEnd + tag.length(), text.length()));
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean wordStart(char c) {
    int lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z') || c == '_' || c >= 0x80;
  }

  private static boolean wordPart(char c) {
    return wordStart(c) || digit(c) || c == '$';
  }
}
