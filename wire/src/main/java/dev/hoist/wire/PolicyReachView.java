package dev.hoist.wire;

import java.util.List;

/**
 * What some people get otherwise.
 *
 * @param who user names; {@code group IDP} for those of a group at the identity provider, {@code
 *     anyone else} for those whom no file names
 * @param turn {@code gains}, {@code loses} or {@code otherwise}
 * @param before how they got it
 * @param after how they will
 */
public record PolicyReachView(
    List<String> who, String target, String role, String turn, String before, String after) {
  public PolicyReachView {
    who = List.copyOf(who);
  }
}
