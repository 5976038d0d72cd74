package dev.hoist.kernel.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a role's sessions are watched over.
 *
 * @param masks what is not shown as it is
 * @param limitRows the most rows that a statement returns
 */
public record Protection(List<MaskRule> masks, Guard guard, Optional<Integer> limitRows) {
  public static final Protection NONE =
      new Protection(List.of(), statement -> new Answer.Pass(), Optional.empty());

  public Protection {
    masks = List.copyOf(masks);
  }

  /** Looks at each statement before it runs. Pure, thread-safe, never throws. */
  @FunctionalInterface
  public interface Guard {
    /**
     * @param statement what is known of it, by the fields of {@code sql} in docs/policy.md
     */
    Answer check(Map<String, Value> statement);
  }

  /** What a guard says. */
  public sealed interface Answer {
    /** It may run. */
    record Pass() implements Answer {}

    /** It may not; the message says why. */
    record Block(String message) implements Answer {}

    /** It may when someone agrees. */
    record Approve(String why) implements Answer {}
  }
}
