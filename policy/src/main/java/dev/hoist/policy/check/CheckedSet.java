package dev.hoist.policy.check;

import dev.hoist.policy.cel.Conditions;
import dev.hoist.policy.model.PolicyDoc;
import java.util.List;

/** Files in which no error was found, and what was made of them on the way. */
public record CheckedSet(
    List<PolicyDoc> docs, GroupBook groups, ScheduleBook schedules, Conditions conditions) {
  public CheckedSet {
    docs = List.copyOf(docs);
  }
}
