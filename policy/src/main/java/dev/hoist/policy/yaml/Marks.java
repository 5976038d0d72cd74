package dev.hoist.policy.yaml;

import dev.hoist.policy.source.Mark;

/** Places from positions in a text. */
final class Marks {
  private Marks() {}

  /** The place of one code point. */
  static Mark at(String text, int codePoint) {
    int line = 1;
    int column = 1;
    int index = 0;
    for (int i = 0; i < text.length() && index < codePoint; index++) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      column = c == '\n' ? 1 : column + 1;
      line = c == '\n' ? line + 1 : line;
    }
    return new Mark(line, column, 1, codePoint, codePoint + 1);
  }
}
