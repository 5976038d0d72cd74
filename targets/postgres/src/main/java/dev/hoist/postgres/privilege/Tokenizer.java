package dev.hoist.postgres.privilege;

import java.util.ArrayList;
import java.util.List;

/** Cuts a grant into tokens by PostgreSQL's rules for identifiers (manual, 4.1.1). */
final class Tokenizer {
  private static final String SIGNS = "(),.[]";

  private final String text;
  private int at;

  private Tokenizer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) throws PrivilegeSyntaxException {
    var tokenizer = new Tokenizer(text);
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(tokenizer.next());
    } while (tokens.getLast().kind() != Token.Kind.END);
    return tokens;
  }

  private Token next() throws PrivilegeSyntaxException {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == text.length()) {
      return new Token(Token.Kind.END, "", at, at);
    }
    char c = text.charAt(at);
    if (c == '"') {
      return quoted();
    }
    if (SIGNS.indexOf(c) >= 0) {
      return new Token(Token.Kind.SIGN, String.valueOf(c), at, ++at);
    }
    if (isDigit(c)) {
      return run(Token.Kind.NUMBER);
    }
    if (startsWord(c)) {
      return run(Token.Kind.WORD);
    }
    throw new PrivilegeSyntaxException(
        "'"
            + Character.toString(text.codePointAt(at))
            + "' at position "
            + (at + 1)
            + " does not belong here; a name with other than letters, digits, _ and $ goes in"
            + " double quotes");
  }

  private Token run(Token.Kind kind) {
    int from = at;
    while (at < text.length()
        && (kind == Token.Kind.NUMBER ? isDigit(text.charAt(at)) : inWord(text.charAt(at)))) {
      at++;
    }
    return new Token(kind, text.substring(from, at), from, at);
  }

  private Token quoted() throws PrivilegeSyntaxException {
    int from = at++;
    var name = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        name.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        name.append('"');
        at++;
      } else {
        return new Token(Token.Kind.QUOTED, name.toString(), from, at);
      }
    }
    throw new PrivilegeSyntaxException("the quote at position " + (from + 1) + " is never closed");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean startsWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || Character.isLetter(c);
  }

  private static boolean inWord(char c) {
    return startsWord(c) || isDigit(c) || c == '$';
  }
}
