package dev.hoist.policy.source;

/** Text from outside, made fit to be shown: no control or disguising characters, bounded. */
public final class Printable {
  private Printable() {}

  public static String of(String text, int longest) {
    if (text.length() <= longest && text.codePoints().allMatch(Printable::isShown)) {
      return text;
    }
    var shown = new StringBuilder(Math.min(text.length(), longest) + 1);
    text.codePoints().limit(longest).forEach(c -> shown.appendCodePoint(isShown(c) ? c : '·'));
    if (text.codePointCount(0, text.length()) > longest) {
      shown.append('…');
    }
    return shown.toString();
  }

  /** Whether a character shows as itself and leaves its neighbours alone. */
  public static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
