package dev.hoist.spi;

import java.time.Duration;
import java.util.List;

/**
 * Knows something of the world that policy asks about: who is on call, which incidents there are.
 *
 * <p>Called by any number of threads at once; an implementation may make callers of the same
 * question wait for one answer. A call blocks for {@link #bound} at most, whatever the far end
 * does, and may be interrupted.
 *
 * <p>An answer is what was seen at {@link Observed#at}, and never older than {@link #staleness}.
 * What cannot be known within these bounds is an {@link AttributeException}: "nobody is on call" is
 * only ever said when the far end said so. A schedule that the far end does not have is unknown
 * too.
 */
public interface AttributeSource {
  /** The longest that a source may ask for in {@link #bound}. */
  Duration LONGEST = Duration.ofSeconds(3);

  /** The longest that a call takes. */
  Duration bound();

  /** The age up to which an answer may be given again when there is no newer one. */
  Duration staleness();

  /**
   * Who is on call.
   *
   * @param schedule the schedule's id at the source
   * @param levels the levels of escalation that count; empty means all
   */
  Observed<List<Person>> onCall(String schedule, List<Integer> levels) throws AttributeException;

  /** Whether this source is asked for {@link #incidents}. */
  boolean knowsIncidents();

  /** The incidents that are open, all of them; closed ones may be among them. */
  Observed<List<Incident>> incidents() throws AttributeException;
}
