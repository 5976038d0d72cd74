package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.policy.Windows;
import dev.hoist.policy.source.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether what is asked for keeps within a rule's limits. */
final class Bounds {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm VV", Locale.ROOT);

  private Bounds() {}

  /** What to change, each with the next move. */
  static List<String> exceeded(Terms terms, Facts facts) {
    List<String> exceeded = new ArrayList<>();
    length(terms.max(), facts.asked(), exceeded);
    Limits limits = terms.limits();
    limits
        .notBefore()
        .filter(facts.at()::isBefore)
        .ifPresent(from -> exceeded.add("it is given from " + from + " on; ask again then"));
    limits
        .notAfter()
        .filter(until -> !facts.at().isBefore(until))
        .ifPresent(until -> exceeded.add("it was given until " + until));
    for (Windows windows : limits.windows()) {
      if (windows.closes(facts.at()).isEmpty()) {
        Instant opens = windows.opens(facts.at());
        exceeded.add(
            "it is not given at this hour; ask again from "
                + LOCAL.format(opens.atZone(windows.zone())));
      }
    }
    return exceeded;
  }

  private static void length(Duration max, Duration asked, List<String> exceeded) {
    if (!asked.isPositive()) {
      exceeded.add("a grant lasts longer than nothing; ask for up to " + Durations.show(max));
    } else if (asked.compareTo(max) > 0) {
      exceeded.add(
          "asked for "
              + Durations.show(asked)
              + ", and at most "
              + Durations.show(max)
              + " is given; ask again with --for "
              + Durations.show(max));
    }
  }
}
