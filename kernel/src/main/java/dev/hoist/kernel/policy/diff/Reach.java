package dev.hoist.kernel.policy.diff;

import java.util.List;

/**
 * What some people get otherwise.
 *
 * @param who user names; {@code group IDP} for those of a group at the identity provider, {@code
 *     anyone else} for those whom no file names
 * @param before how they got it: {@code denied}, {@code at once ≤2h if on_call("x"), else denied}
 */
public record Reach(
    List<String> who, String target, String role, Turn turn, String before, String after) {
  public Reach {
    who = List.copyOf(who);
  }

  /** Whether it became easier to get. */
  public enum Turn {
    GAINS,
    LOSES,
    /** Neither, or both under different conditions. */
    OTHERWISE
  }
}
