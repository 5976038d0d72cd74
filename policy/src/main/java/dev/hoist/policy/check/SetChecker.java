package dev.hoist.policy.check;

import dev.hoist.policy.cel.Conditions;
import dev.hoist.policy.kinds.KindChecks;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.TargetDef;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks parsed files against each other. */
public final class SetChecker {
  private SetChecker() {}

  /**
   * What was checked; worth something only if no error was told.
   *
   * @param now rules that gave something until then give nothing any more
   */
  public static CheckedSet check(
      List<PolicyDoc> docs, KindChecks kinds, Instant now, Problems problems) {
    uniquePolicies(docs, problems);
    uniqueTargets(docs, problems);
    SizeChecker.check(docs, problems);
    var groups = new GroupBook(docs);
    groups.check(problems);
    var schedules = new ScheduleBook(docs);
    schedules.check(problems);
    var conditions = new Conditions(schedules.names());
    ConditionChecker.check(docs, conditions, problems);
    var set = new CheckedSet(docs, groups, schedules, conditions);
    for (PolicyDoc doc : docs) {
      new NameChecker(doc, set, problems).check();
      new KindChecker(doc, kinds, problems).check();
      new ScopeChecker(doc, problems).check();
      new QuestionChecker(doc, problems).check();
    }
    if (!problems.hasErrors()) { // what follows from an error would only hide it
      docs.forEach(doc -> new QuorumChecker(doc, groups, problems).check());
      docs.forEach(doc -> new ReachChecker(doc, problems).check());
      List<PolicyDoc> everywhere = docs.stream().filter(d -> d.settings().everywhere()).toList();
      docs.stream()
          .filter(doc -> !doc.settings().everywhere())
          .forEach(doc -> new ShadowChecker(doc, everywhere, set, now, problems).check());
    }
    return set;
  }

  private static void uniquePolicies(List<PolicyDoc> docs, Problems problems) {
    Map<String, Source> seen = new HashMap<>();
    for (PolicyDoc doc : docs) {
      Located<String> name = doc.name();
      Source first = seen.putIfAbsent(name.value(), doc.source());
      if (first != null && !name.value().isEmpty()) {
        problems.error(
            doc.source(),
            name.mark(),
            "policy " + name.value() + " is in " + first.name() + " already");
      }
    }
  }

  /** A target belongs to one file, or the order of rules would be ambiguous. */
  private static void uniqueTargets(List<PolicyDoc> docs, Problems problems) {
    record Place(Source source, int line) {}
    Map<String, Place> seen = new HashMap<>();
    for (PolicyDoc doc : docs) {
      for (TargetDef target : doc.targets()) {
        Located<String> name = target.name();
        Place first = seen.putIfAbsent(name.value(), new Place(doc.source(), name.mark().line()));
        if (first != null) {
          problems.error(
              doc.source(),
              name.mark(),
              "target "
                  + name.value()
                  + " belongs to "
                  + first.source().name()
                  + ":"
                  + first.line()
                  + " already; a target is in one file");
        }
      }
    }
  }
}
