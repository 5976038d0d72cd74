package dev.hoist.policy.source;

/**
 * A place in a file.
 *
 * @param line from 1; 0 for the file as a whole
 * @param column from 1, in code points
 * @param width how many code points on that line are meant, at least 1
 * @param start index of the first code point in the file
 * @param end index behind the last one
 */
public record Mark(int line, int column, int width, int start, int end) {
  public static final Mark WHOLE = new Mark(0, 1, 1, 0, 0);

  public Mark {
    if (line < 0 || column < 1 || width < 1) {
      throw new IllegalArgumentException("no such place: " + line + ":" + column + "+" + width);
    }
  }
}
