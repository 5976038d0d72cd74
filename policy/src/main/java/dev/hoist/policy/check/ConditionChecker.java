package dev.hoist.policy.check;

import dev.hoist.policy.cel.Conditions;
import dev.hoist.policy.cel.Conditions.Subject;
import dev.hoist.policy.cel.Fault;
import dev.hoist.policy.model.GuardDef;
import dev.hoist.policy.model.GuardDef.Rail;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.model.When;
import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import dev.hoist.policy.yaml.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles every condition of a set and tells what is wrong with them where it stands. */
final class ConditionChecker {
  private record Place(Source source, Subject about, When when) {}

  /** Of a file full of mistakes not many more are compiled than are told. */
  private static final int AT_ONCE = 1000;

  private ConditionChecker() {}

  static void check(List<PolicyDoc> docs, Conditions conditions, Problems problems) {
    List<Place> places = new ArrayList<>();
    docs.forEach(doc -> add(doc, places));
    for (int i = 0; i < places.size(); i += AT_ONCE) {
      compile(places.subList(i, Math.min(places.size(), i + AT_ONCE)), conditions, problems);
    }
  }

  private static void compile(List<Place> places, Conditions conditions, Problems problems) {
    // Compiling is most of the work of loading; equal texts are compiled once.
    places.parallelStream().forEach(p -> conditions.faults(p.about(), p.when().text()));
    for (Place place : places) {
      for (Fault fault : conditions.faults(place.about(), place.when().text())) {
        problems.error(place.source(), mark(place, fault), fault.message());
      }
    }
  }

  private static void add(PolicyDoc doc, List<Place> places) {
    for (RuleDef rule : doc.rules()) {
      rule.when().ifPresent(w -> places.add(new Place(doc.source(), Subject.REQUEST, w)));
    }
    for (GuardDef guard : doc.guards()) {
      for (Rail rail : guard.rails()) {
        when(rail).ifPresent(w -> places.add(new Place(doc.source(), Subject.STATEMENT, w)));
      }
    }
  }

  private static Optional<When> when(Rail rail) {
    return switch (rail) {
      case Rail.Block block -> Optional.of(block.when());
      case Rail.Approve approve -> Optional.of(approve.when());
      case Rail.LimitRows limit -> Optional.empty();
    };
  }

  private static Mark mark(Place place, Fault fault) {
    When when = place.when();
    return Spot.in(place.source(), when.mark(), when.text(), fault.offset(), fault.width());
  }
}
