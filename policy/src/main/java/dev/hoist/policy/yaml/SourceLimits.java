package dev.hoist.policy.yaml;

import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import java.nio.charset.StandardCharsets;

/** What a text must hold to before anything reads it. */
public final class SourceLimits {
  /** The largest policy file, in bytes of UTF-8. */
  public static final int BYTES = 1 << 20;

  private SourceLimits() {}

  static boolean hold(Source source, Problems problems) {
    String text = source.text();
    if (text.length() > BYTES || text.getBytes(StandardCharsets.UTF_8).length > BYTES) {
      problems.error(source, Mark.WHOLE, "larger than 1 MiB; split it by targets");
      return false;
    }
    return noDisguise(source, problems);
  }

  /**
   * Characters that make a line read differently from what it says have no place in a text that
   * people review.
   */
  private static boolean noDisguise(Source source, Problems problems) {
    int index = 0;
    String text = source.text();
    for (int i = 0; i < text.length(); index++) {
      int c = text.codePointAt(i);
      if (disguises(c)) {
        problems.error(
            source,
            Marks.at(text, index),
            String.format(
                "an invisible character, U+%04X, that can disguise what a line says; remove it",
                c));
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  private static boolean disguises(int c) {
    return (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || (c >= 0x200B && c <= 0x200F)
        || c == 0x061C
        || c == 0x2060
        || c == 0x2028
        || c == 0x2029
        || c == 0x85
        || (c >= 0xE0000 && c <= 0xE007F)
        || Character.getType(c) == Character.SURROGATE;
  }
}
