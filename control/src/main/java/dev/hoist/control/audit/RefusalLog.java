package dev.hoist.control.audit;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who was refused what. Of one source it tells the first few of a minute one by one,
 * and of all sources together not too many; the rest is counted and told as one, so that nobody
 * fills the log by being refused. People and strangers are counted apart, so that no stranger can
 * push a person's refusals out of the log.
 */
public final class RefusalLog {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final int MOST = 20;
  private static final int MOST_OF_ALL = 300;
  private static final int SOURCES = 1_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final String OTHERS = "others";

  private final AuditTrail audit;
  private final TimeSource time;
  private final Minute people = new Minute();
  private final Minute strangers = new Minute();

  public RefusalLog(AuditTrail audit, TimeSource time) {
    this.audit = audit;
    this.time = time;
  }

  /**
   * A call that was refused.
   *
   * @param who empty when nobody is logged in
   * @param from the address that it came from
   * @param route as the route table has it: what was typed may hold anything
   */
  public record Refused(Optional<Subject> who, String from, String route, String why) {
    private String source() {
      return who.map(Subject::name).orElse(from);
    }
  }

  /** Being refused works also when it cannot be written down, so a failure is only logged. */
  public void tell(Refused refused) {
    append((refused.who().isPresent() ? people : strangers).count(refused, time.now()));
  }

  /** Tells what was only counted in a minute that is over; call it now and then. */
  public void flush() {
    append(people.over(time.now()));
    append(strangers.over(time.now()));
  }

  private void append(List<AuditEntry> entries) {
    try {
      entries.forEach(audit::append);
    } catch (RuntimeException e) {
      LOG.warn("a refusal could not be written down", e);
    }
  }

  private static AuditEntry entry(Refused r, Instant now) {
    return new AuditEntry.Administered(
        now, r.who(), "api.refused", r.route(), Map.of("why", r.why(), "from", r.from()));
  }

  /** What was told and counted in the minute that goes on. */
  private static final class Minute {
    private final Map<String, Integer> bySource = new HashMap<>();
    private Instant ends = Instant.MIN;
    private int told;

    synchronized List<AuditEntry> count(Refused refused, Instant now) {
      List<AuditEntry> entries = new ArrayList<>(over(now));
      if (bySource.isEmpty()) {
        ends = now.plus(WINDOW);
      }
      boolean known = bySource.containsKey(refused.source()) || bySource.size() < SOURCES;
      int times = bySource.merge(known ? refused.source() : OTHERS, 1, Integer::sum);
      if (known && times <= MOST && told < MOST_OF_ALL) {
        told++;
        entries.add(entry(refused, now));
      }
      return entries;
    }

    synchronized List<AuditEntry> over(Instant now) {
      if (now.isBefore(ends) || bySource.isEmpty()) {
        return List.of();
      }
      long more = bySource.values().stream().mapToLong(Integer::longValue).sum() - told;
      String most =
          bySource.entrySet().stream()
              .max(Map.Entry.comparingByValue())
              .map(e -> e.getKey() + " " + e.getValue() + " times")
              .orElse("");
      bySource.clear();
      told = 0;
      return more == 0
          ? List.of()
          : List.of(
              new AuditEntry.Administered(
                  now,
                  Optional.empty(),
                  "api.refused",
                  "more within a minute",
                  Map.of("times", Long.toString(more), "most", most)));
    }
  }
}
