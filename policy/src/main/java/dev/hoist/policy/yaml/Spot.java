package dev.hoist.policy.yaml;

import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Source;

/**
 * Finds a part of a value in the file again. The characters of a value stand in the file in the
 * same order, with quotes, indentation and line breaks between them, so walking both together is
 * enough; in double quotes some of them stand there escaped.
 */
public final class Spot {
  private Spot() {}

  /**
   * @param whole where the value stands
   * @param value the value as read
   * @param offset where in the value, in code points
   * @param width how many code points are meant
   */
  public static Mark in(Source source, Mark whole, String value, int offset, int width) {
    int[] raw = source.codePoints();
    int end = Math.min(whole.end(), raw.length);
    int[] wanted = value.codePoints().limit(offset + 1L).toArray();
    int at = whole.start();
    boolean escapes = at < end && raw[at] == '"';
    int found = at;
    for (int c : wanted) {
      while (at < end && !same(escapes ? Escape.character(raw, at) : raw[at], c)) {
        at += escapes ? Escape.length(raw, at) : 1;
      }
      found = Math.min(at, end - 1);
      at += escapes && at < end ? Escape.length(raw, at) : 1;
    }
    Mark spot = source.at(found);
    int width1 = Math.max(1, Math.min(width, lineEnd(raw, found, end) - found));
    return new Mark(spot.line(), spot.column(), width1, found, found + width1);
  }

  private static boolean same(int raw, int value) {
    return raw == value || (Character.isWhitespace(raw) && Character.isWhitespace(value));
  }

  private static int lineEnd(int[] raw, int from, int end) {
    int at = from;
    while (at < end && raw[at] != '\n' && raw[at] != '\r') {
      at++;
    }
    return at;
  }
}
