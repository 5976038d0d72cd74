package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Value;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a rule is for.
 *
 * @param principals users and groups
 * @param schedules whoever is on call on these
 */
record Who(boolean everyone, Set<String> principals, Set<String> schedules) {
  Who {
    principals = Set.copyOf(principals);
    schedules = Set.copyOf(schedules);
  }

  Match match(Set<String> standing, Map<String, Value> known) {
    if (everyone || holdsOne(standing)) {
      return Match.YES;
    }
    Match match = Match.NO;
    for (String schedule : schedules) {
      if (!(known.get(Known.ON_CALL + schedule) instanceof Value.Flag onCall)) {
        match = Match.UNKNOWN;
      } else if (onCall.yes()) {
        return Match.YES;
      }
    }
    return match;
  }

  /** Standings are larger than what a rule names, and both are small. */
  private boolean holdsOne(Set<String> standing) {
    for (String principal : principals) {
      if (standing.contains(principal)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    var all = new TreeSet<>(principals);
    schedules.forEach(s -> all.add("on_call:" + s));
    return everyone ? "everyone" : String.join(", ", all);
  }
}
