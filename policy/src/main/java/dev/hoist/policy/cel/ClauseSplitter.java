package dev.hoist.policy.cel;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a condition apart at its outermost {@code &&}, so that an explanation can name the clause
 * that failed. A condition with an outermost {@code ||} or {@code ?} is one clause.
 */
final class ClauseSplitter {
  private final String text;
  private final List<String> clauses = new ArrayList<>();
  private int at;
  private int depth;
  private int start;
  private boolean whole;

  private ClauseSplitter(String text) {
    this.text = text;
  }

  /**
   * @param text a condition that compiles
   */
  static List<String> split(String text) {
    var splitter = new ClauseSplitter(text);
    splitter.run();
    splitter.clauses.add(text.substring(splitter.start).strip());
    return splitter.whole ? List.of(text.strip()) : List.copyOf(splitter.clauses);
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        skipString(c);
      } else if (text.startsWith("//", at)) {
        whole = true; // a comment would swallow what follows it when clauses are put on one line
        return;
      } else {
        structure(c);
      }
    }
  }

  private void structure(char c) {
    switch (c) {
      case '(', '[', '{' -> depth++;
      case ')', ']', '}' -> depth--;
      case '?' -> whole |= depth == 0;
      default -> {
        if (depth == 0 && text.startsWith("||", at)) {
          whole = true;
        } else if (depth == 0 && text.startsWith("&&", at)) {
          clauses.add(text.substring(start, at).strip());
          start = at + 2;
          at++;
        }
      }
    }
    at++;
  }

  private void skipString(char quote) {
    boolean raw = at > 0 && "rR".indexOf(text.charAt(at - 1)) >= 0;
    String triple = String.valueOf(quote).repeat(3);
    String end = text.startsWith(triple, at) ? triple : String.valueOf(quote);
    at += end.length();
    while (at < text.length() && !text.startsWith(end, at)) {
      at += text.charAt(at) == '\\' && !raw ? 2 : 1;
    }
    at += end.length();
  }
}
