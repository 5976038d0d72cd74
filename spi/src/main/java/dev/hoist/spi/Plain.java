package dev.hoist.spi;

/** Texts from outside, fit to be shown and stored. */
final class Plain {
  private static final int LONGEST = 1_000;

  private Plain() {}

  /** Bounded, and with a mark in the place of what no text should hold. */
  static String of(String text) {
    String plain =
        text.codePoints()
            .limit(LONGEST)
            .map(point -> odd(point) ? 0xFFFD : point)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return plain.strip();
  }

  private static boolean odd(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
