package dev.hoist.control.access;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.elevation.Plain;
import dev.hoist.kernel.session.Hello;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the first refusals of a minute one by one and counts the rest, so that a flood of bad
 * tokens does not fill the disk.
 */
final class RefusalMeter {
  static final int MOST = 30;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private Instant windowEnds = Instant.MIN;
  private int told;
  private long counted;

  /** What is to be written down now. */
  synchronized List<AuditEntry> count(Hello hello, String why, Instant now) {
    List<AuditEntry> entries = new ArrayList<>(flush(now));
    if (told == 0) {
      windowEnds = now.plus(WINDOW);
    }
    if (told < MOST) {
      told++;
      entries.add(
          new AuditEntry.TurnedAway(
              now,
              Plain.text(hello.user()),
              Plain.text(hello.target()),
              String.valueOf(hello.from()),
              Plain.text(why),
              1));
    } else {
      counted++;
    }
    return entries;
  }

  /** What was counted in a minute that is over. */
  synchronized List<AuditEntry> flush(Instant now) {
    if (now.isBefore(windowEnds)) {
      return List.of();
    }
    long times = counted;
    told = 0;
    counted = 0;
    return times == 0
        ? List.of()
        : List.of(new AuditEntry.TurnedAway(now, "", "", "", "more within a minute", times));
  }
}
