package dev.hoist.control.audit;

import dev.hoist.control.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The entries as stored, before and after they are in the tamper-evident log. */
public interface AuditLog {
  /**
   * Newest first.
   *
   * @param before only entries older than this index: the cursor
   * @param limit how many, 1 to 200
   */
  Page<Line> list(Optional<Long> before, int limit);

  /** Entries from an index on, in order. */
  List<Line> from(long index, int limit);

  /** How many entries there are; the next one gets this index. */
  long size();

  /**
   * One entry.
   *
   * @param index its place in the log, from 0
   * @param json the exact bytes that the log proves
   */
  record Line(long index, String type, Instant at, String json) {}
}
