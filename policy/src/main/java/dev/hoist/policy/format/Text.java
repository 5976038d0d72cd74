package dev.hoist.policy.format;

/** A file's text by code points, as the parser counts. */
final class Text {
  private final int[] points;

  Text(String text) {
    points = text.codePoints().toArray();
  }

  int length() {
    return points.length;
  }

  int at(int index) {
    return points[index];
  }

  String between(int from, int to) {
    return new String(points, from, to - from);
  }

  int lineStart(int index) {
    int at = index;
    while (at > 0 && !isBreak(points[at - 1])) {
      at--;
    }
    return at;
  }

  int lineEnd(int index) {
    int at = index;
    while (at < points.length && !isBreak(points[at])) {
      at++;
    }
    return at;
  }

  int column(int index) {
    int start = lineStart(index);
    return index - start - (start == 0 && start < index && points[0] == 0xFEFF ? 1 : 0);
  }

  /** Whether the line before a position's is empty. */
  boolean isApart(int index) {
    int start = lineStart(index);
    if (start == 0) {
      return false;
    }
    int end = start - 1;
    if (points[end] == '\n' && end > 0 && points[end - 1] == '\r') {
      end--;
    }
    return between(lineStart(end), end).isBlank();
  }

  static boolean isBreak(int c) {
    return c == '\n' || c == '\r';
  }
}
