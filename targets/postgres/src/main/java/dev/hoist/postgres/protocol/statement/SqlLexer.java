package dev.hoist.postgres.protocol.statement;

/**
 * Cuts SQL into tokens as PostgreSQL does, as far as finding literals needs it. Takes any text;
 * what is not closed runs to the end. Where it and PostgreSQL differ, masking would hide what runs,
 * so mind PostgreSQL's {@code scan.l} when changing it.
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
  private final boolean standard;
  private Kind kind = Kind.SPACE;
  private int start;
  private int end;
  private int bodyStart;
  private int bodyEnd;
  private boolean closed;

  /** Whether a backslash means something in the latest literal. */
  private boolean escapes;

  /** Only space and comments of a line came since that literal. */
  private boolean continues;

  /** And a new line was among it, so that a next one would be part of it. */
  private boolean newLine;

  /**
   * @param standard whether a backslash means nothing in plain literals
   */
  SqlLexer(String text, boolean standard) {
    this.text = text;
    this.standard = standard;
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

  /** Of a literal in any quotes: what lies between them. */
  int bodyStart() {
    return bodyStart;
  }

  int bodyEnd() {
    return bodyEnd;
  }

  /** Whether the text ended within the quotes of the latest token. */
  boolean unfinished() {
    boolean quoted =
        kind == Kind.LITERAL || kind == Kind.DOLLAR_LITERAL || kind == Kind.QUOTED_NAME;
    return quoted && !closed;
  }

  /** Of a literal in single quotes: whether a backslash means something in it. */
  boolean escapes() {
    return escapes;
  }

  /** Moves to the next token; false at the end. */
  boolean next() {
    start = end;
    if (start >= text.length()) {
      return false;
    }
    char c = text.charAt(start);
    if (isSpace(c)) {
      newLine |= c == '\n' || c == '\r';
      token(Kind.SPACE, start + 1);
    } else if (c == '-' && peek(1) == '-') {
      newLine = true;
      token(Kind.SPACE, afterLine());
    } else if (c == '/' && peek(1) == '*') {
      token(Kind.SPACE, afterComment());
      continues = false;
    } else if (c == '\'') {
      literal(start, (continues && newLine) ? escapes : !standard);
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
    continues = kind == Kind.LITERAL || (continues && kind == Kind.SPACE);
    newLine &= kind == Kind.SPACE;
  }

  private void literal(int quote, boolean escapes) {
    this.escapes = escapes;
    token(Kind.LITERAL, afterQuote(quote, '\'', escapes));
    bodyStart = quote + 1;
    bodyEnd = closed ? end - 1 : end;
  }

  private char peek(int ahead) {
    return start + ahead < text.length() ? text.charAt(start + ahead) : '\0';
  }

  private int afterLine() {
    int at = start;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return Math.min(at + 1, text.length());
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
          closed = true;
          return at + 1;
        }
        at++;
      } else if (backslash && c == '\\') {
        at++;
      }
      at++;
    }
    closed = false;
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
      literal(at, first == 'e' || (first == 'n' && !standard));
    } else if (one && first == 'u' && text.startsWith("&'", at)) {
      literal(at + 1, false);
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
    closed = close >= 0;
    bodyEnd = close < 0 ? text.length() : close;
    token(Kind.DOLLAR_LITERAL, Math.min(bodyEnd + tag.length(), text.length()));
  }

  /** PostgreSQL takes other kinds of space for letters. */
  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
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
