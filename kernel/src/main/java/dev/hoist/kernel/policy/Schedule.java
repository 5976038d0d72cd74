package dev.hoist.kernel.policy;

import java.util.List;

/**
 * A schedule that policy asks about.
 *
 * @param name its name in policy, behind {@link Known#ON_CALL}
 * @param source the kind of source that knows it: {@code pagerduty}
 * @param id its id there
 * @param levels the levels of escalation that count; empty means all
 */
public record Schedule(String name, String source, String id, List<Integer> levels) {
  public Schedule {
    levels = List.copyOf(levels);
  }
}
