package dev.hoist.policy.cel;

import dev.hoist.policy.source.SafePattern;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Functions that look through texts. The patterns of {@code matches} stand in the condition and
 * were checked with it.
 */
final class Texts {
  /** More patterns than this are in no policy; forgetting them costs only time. */
  private static final int MOST = 10_000;

  /** Characters that are compared in a step, with a wide margin. */
  private static final int COMPARED_AT_ONCE = 8;

  private static final Map<String, SafePattern> PATTERNS = new ConcurrentHashMap<>();

  private Texts() {}

  static Boolean matches(String text, String pattern) {
    if (text.length() > SafePattern.LONGEST_TEXT) {
      throw new UnknownFact("what so long a text is like");
    }
    if (PATTERNS.size() > MOST) {
      PATTERNS.clear();
    }
    SafePattern compiled = PATTERNS.computeIfAbsent(pattern, SafePattern::of);
    Effort.spend((long) text.length() * compiled.size());
    return compiled.find(text);
  }

  /** At the worst the part is compared at every place of the text. */
  static Boolean contains(String text, String part) {
    long places = Math.max(0, text.length() - part.length());
    Effort.spend(places * part.length() / COMPARED_AT_ONCE);
    return text.contains(part);
  }

  static Boolean startsWith(String text, String part) {
    Effort.spend(part.length() / COMPARED_AT_ONCE);
    return text.startsWith(part);
  }

  static Boolean endsWith(String text, String part) {
    Effort.spend(part.length() / COMPARED_AT_ONCE);
    return text.endsWith(part);
  }
}
