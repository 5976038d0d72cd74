package dev.hoist.policy.diff;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How somebody gets a role, as far as files tell: in order, what they get under which condition.
 *
 * @param denials conditions under which they are denied, whatever follows
 * @param ways first the way whose condition holds counts; after the last it is a denial
 */
record Access(List<String> denials, List<Way> ways) {
  static final Access NONE = new Access(List.of(), List.of());

  Access {
    denials = List.copyOf(denials);
    ways = List.copyOf(ways);
  }

  /**
   * One way.
   *
   * @param condition empty when there is none
   * @param alone whether nobody needs to agree
   */
  record Way(String condition, boolean alone, String terms) {}

  /** Whether nothing can follow the last way. */
  private boolean closed() {
    return !ways.isEmpty() && ways.getLast().condition().isEmpty();
  }

  /** From 0, denied, to 4, at once and always. */
  int ease() {
    int ease = 0;
    for (Way way : ways) {
      ease = Math.max(ease, (way.alone() ? 3 : 1) + (way.condition().isEmpty() ? 1 : 0));
    }
    return ease;
  }

  @Override
  public String toString() {
    if (ways.isEmpty()) {
      return "denied";
    }
    String denied =
        denials.stream().map(d -> "denied if " + d + ", else ").collect(Collectors.joining());
    String given = ways.stream().map(Access::show).collect(Collectors.joining(", else "));
    return denied + given + (closed() ? "" : ", else denied");
  }

  private static String show(Way way) {
    return way.terms() + (way.condition().isEmpty() ? "" : " if " + way.condition());
  }
}
