package dev.hoist.cli.show;

import java.util.Locale;

/**
 * Text from elsewhere, made fit for a terminal: what could move the cursor, recolour, or reorder
 * what is read shows as its code instead.
 */
public final class Clean {
  private Clean() {}

  /** On one line, and at most {@code most} characters with an ellipsis for the rest. */
  public static String line(String text, int most) {
    String clean = line(text.length() > 4 * most ? text.substring(0, 4 * most) : text);
    return clean.codePointCount(0, clean.length()) <= most
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** On one line, whole. */
  public static String line(String text) {
    return of(text, false);
  }

  /** With its line breaks and tabs. */
  public static String lines(String text) {
    return of(text, true);
  }

  private static String of(String text, boolean breaks) {
    if (text.codePoints().noneMatch(Clean::harmful)) {
      return text;
    }
    var out = new StringBuilder();
    text.codePoints().forEach(c -> append(out, c, breaks));
    return out.toString();
  }

  private static void append(StringBuilder out, int c, boolean breaks) {
    if (!harmful(c) || (breaks && (c == '\n' || c == '\t'))) {
      out.appendCodePoint(c);
    } else if (c == '\n') {
      out.append("\\n");
    } else if (c == '\t') {
      out.append("\\t");
    } else {
      out.append(String.format(Locale.ROOT, "\\u%04x", c));
    }
  }

  private static boolean harmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          c != 0x200d; // joins emoji; harmless alone
      default -> false;
    };
  }
}
