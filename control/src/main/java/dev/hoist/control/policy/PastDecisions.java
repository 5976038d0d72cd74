package dev.hoist.control.policy;

import dev.hoist.control.elevation.DecisionRecord;
import java.util.List;

/**
 * What was decided, on what, and by which policy; its files are in the {@link PolicyLog}. All that
 * it takes to decide it again. Thread-safe.
 */
public interface PastDecisions {
  /**
   * Decisions in the order of their numbers.
   *
   * @param after only those with a greater number
   */
  List<DecisionRecord> decisions(long after, int limit);
}
