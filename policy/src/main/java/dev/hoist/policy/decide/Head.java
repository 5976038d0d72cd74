package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.Known;
import dev.hoist.policy.cel.Condition;
import dev.hoist.policy.cel.Effort;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What tells whether a rule matches.
 *
 * @param zone the time zone of the file
 */
record Head(String name, String file, int line, ZoneId zone, Who who, Optional<Condition> when) {
  /** Steps to see whom a rule is for. */
  private static final long LOOK = 5;

  Match match(Hearing hearing) {
    Effort.count(LOOK);
    Match who = who().match(hearing.standing(), hearing.facts().known());
    if (who == Match.NO || when.isEmpty()) {
      return who;
    }
    return switch (when.get().test(hearing.variables(zone))) {
      case Condition.Outcome.Holds holds -> who;
      case Condition.Outcome.Fails fails -> Match.NO;
      case Condition.Outcome.Unknown unknown -> Match.UNKNOWN;
    };
  }

  /** What it asks of the world, unless it is for others whatever the world is like. */
  Stream<String> wants(Hearing hearing) {
    return who().match(hearing.standing(), hearing.facts().known()) == Match.NO
        ? Stream.empty()
        : Stream.concat(
            who.schedules().stream().map(schedule -> Known.ON_CALL + schedule),
            when.stream().flatMap(w -> w.mentions().stream()));
  }

  /** Why it does not match, or cannot be told to; empty when it matches. */
  String why(Hearing hearing) {
    Match match = who.match(hearing.standing(), hearing.facts().known());
    if (match == Match.NO) {
      return "who: " + hearing.name() + " is none of " + who;
    }
    String because = when.map(w -> w.why(hearing.variables(zone))).orElse("");
    return match == Match.UNKNOWN && because.isEmpty()
        ? "who: it is not known whether " + hearing.name() + " is one of " + who
        : because;
  }
}
