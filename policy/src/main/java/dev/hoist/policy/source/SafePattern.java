package dev.hoist.policy.source;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A pattern (RE2) that neither takes long nor grows large: matching is linear in the text, and what
 * repetitions within repetitions would make of it is counted before it is compiled, because the
 * compiler itself does not.
 */
public final class SafePattern {
  /** The longest pattern, in characters. */
  public static final int LONGEST = 500;

  /** The most places a text can be in while it is matched, as counted by {@link PatternSize}. */
  public static final int LARGEST = 2000;

  /** A longer text is not looked at, and matches nothing. */
  public static final int LONGEST_TEXT = 10_000;

  private final Pattern pattern;
  private final int size;

  private SafePattern(Pattern pattern, int size) {
    this.pattern = pattern;
    this.size = size;
  }

  /** What is wrong with a pattern; empty when nothing is. */
  public static Optional<String> wrong(String text) {
    if (text.length() > LONGEST) {
      return Optional.of("a pattern has at most " + LONGEST + " characters");
    }
    if (text.contains("\\Q")) {
      return Optional.of("\\Q in a pattern is not part of the language; escape each character");
    }
    if (PatternSize.of(text) > LARGEST) {
      return Optional.of("a pattern that repeats too much; its repetitions multiply");
    }
    try {
      int groups = Pattern.compile(text).groupCount();
      return groups > LONGEST ? Optional.of("a pattern with too many groups") : Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of("not a pattern (RE2): " + e.getDescription());
    }
  }

  /**
   * @param text of which nothing is {@link #wrong}
   */
  public static SafePattern of(String text) {
    wrong(text)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    return new SafePattern(Pattern.compile(text), PatternSize.of(text));
  }

  /** Whether a whole text is like the pattern. */
  public boolean matches(String text) {
    return text.length() <= LONGEST_TEXT && pattern.matches(text);
  }

  /** Whether a part of a text is like the pattern. */
  public boolean find(String text) {
    return text.length() <= LONGEST_TEXT && pattern.matcher(text).find();
  }

  /** How many steps a character of a text costs at most. */
  public int size() {
    return size;
  }

  @Override
  public String toString() {
    return pattern.toString();
  }
}
