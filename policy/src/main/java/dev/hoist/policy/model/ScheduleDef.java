package dev.hoist.policy.model;

import dev.hoist.policy.source.Located;
import java.util.List;

/**
 * A schedule of who is on call.
 *
 * @param origin the kind of source that knows it: {@code pagerduty}
 * @param id its id there
 * @param levels the levels of escalation that count; empty means all
 */
public record ScheduleDef(Located<String> name, String origin, String id, List<Integer> levels) {
  public ScheduleDef {
    levels = List.copyOf(levels);
  }

  public boolean saysTheSameAs(ScheduleDef other) {
    return origin.equals(other.origin) && id.equals(other.id) && levels.equals(other.levels);
  }
}
