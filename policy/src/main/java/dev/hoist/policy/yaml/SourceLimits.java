package dev.hoist.policy.yaml;

import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import java.nio.charset.StandardCharsets;

/** What a text must hold to before anything reads it. */
public final class SourceLimits {
  /** The largest policy file, in bytes of UTF-8. */
  public static final int BYTES = 1 << 20;

  /** The most lines of one: whoever agrees to a change sees it compared line by line. */
  public static final int LINES = 10_000;

  /** Some editors begin files with it; YAML allows that. */
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private SourceLimits() {}

  static boolean hold(Source source, Document sort, Problems problems) {
    String text = source.text();
    if (text.length() > BYTES || text.getBytes(StandardCharsets.UTF_8).length > BYTES) {
      problems.error(source, Mark.WHOLE, "larger than 1 MiB; " + sort.whenLarge());
      return false;
    }
    if (text.lines().limit(LINES + 1L).count() > LINES) {
      problems.error(source, Mark.WHOLE, "more than 10,000 lines; " + sort.whenLarge());
      return false;
    }
    return noDisguise(source, problems);
  }

  /**
   * Characters that make a line read differently from what it says have no place in a text that
   * people review.
   */
  private static boolean noDisguise(Source source, Problems problems) {
    int[] text = source.codePoints();
    for (int i = 0; i < text.length; i++) {
      if (disguises(text[i]) && !(i == 0 && text[i] == BYTE_ORDER_MARK)) {
        problems.error(
            source,
            source.at(i),
            String.format(
                "an invisible character, U+%04X, that can disguise what a line says; remove it",
                text[i]));
        return false;
      }
    }
    return true;
  }

  /** Formatting characters, line ends that are none to others, and letters that show as nothing. */
  private static boolean disguises(int c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> c == 0x85 || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
    };
  }
}
