package dev.hoist.policy.cel;

import dev.hoist.policy.source.SafePattern;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The function {@code matches}: its patterns stand in the condition and were checked with it. */
final class Texts {
  /** More patterns than this are in no policy; forgetting them costs only time. */
  private static final int MOST = 10_000;

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
}
