package dev.hoist.simulator;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.elevation.Stored;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.GrantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold when a history is over and everything has come to rest. */
final class Verdicts {
  private final SimWorld world;

  Verdicts(SimWorld world) {
    this.world = world;
  }

  void check() {
    everythingEnds();
    nothingIsLeft();
    everyIntentHasAnOutcome();
    timeOnlyGoesOn();
  }

  private void everythingEnds() {
    for (Stored stored : world.store().all()) {
      Violation.unless(
          stored.elevation() instanceof Elevation.Terminal,
          "L02",
          stored.id() + " never ended: " + stored.elevation());
    }
    Violation.unless(world.store().quiet(), "L02", "effects are left over");
  }

  private void nothingIsLeft() {
    for (String target : SimPolicy.TARGETS) {
      Violation.unless(
          world.target().made(target).isEmpty(),
          "S03",
          world.target().made(target) + " left on " + target);
    }
  }

  /** An intent and its last outcome, by grant and effect. */
  private record Owed(GrantId grant, String effect) {}

  private void everyIntentHasAnOutcome() {
    Map<Owed, Integer> balance = new HashMap<>();
    for (AuditEntry entry : world.store().audit()) {
      switch (entry) {
        case AuditEntry.Intent i -> balance.merge(new Owed(i.grant(), i.effect()), 1, Integer::sum);
        case AuditEntry.EffectOutcome o when last(o) ->
            balance.merge(new Owed(o.grant(), o.effect()), -1, Integer::sum);
        case AuditEntry.Ending e ->
            balance.merge(new Owed(e.grant(), "cut_sessions"), -1, Integer::sum);
        case AuditEntry.Alarm a ->
            a.grant()
                .filter(g -> a.words().startsWith("the gateway did not cut"))
                .ifPresent(g -> balance.merge(new Owed(g, "cut_sessions"), -1, Integer::sum));
        default -> {}
      }
      Violation.unless(
          balance.values().stream().allMatch(n -> n >= 0),
          "S21",
          "an outcome of nothing: " + entry);
    }
    List<Owed> open =
        balance.entrySet().stream().filter(e -> e.getValue() != 0).map(Map.Entry::getKey).toList();
    Violation.unless(open.isEmpty(), "S21", "no outcome for " + open);
  }

  /** A revocation that failed is tried again; every other outcome is the last. */
  private static boolean last(AuditEntry.EffectOutcome outcome) {
    return outcome.ok() || !outcome.effect().equals("deprovision");
  }

  private void timeOnlyGoesOn() {
    for (Stored stored : world.store().all()) {
      if (stored.elevation() instanceof Elevation.Ended ended) {
        Violation.unless(!ended.provedAt().isBefore(ended.grant().from()), "S24", "time went back");
      }
    }
  }
}
