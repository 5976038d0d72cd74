package dev.hoist.policy.check;

import dev.hoist.policy.model.Effect;
import dev.hoist.policy.model.Effect.StageDef;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds quorums that cannot be filled: a person counts once over all rounds of a request (S11), and
 * never for their own (S10). Only where the files alone say who may approve.
 */
final class QuorumChecker {
  private final PolicyDoc doc;
  private final GroupBook groups;
  private final Problems problems;

  QuorumChecker(PolicyDoc doc, GroupBook groups, Problems problems) {
    this.doc = doc;
    this.groups = groups;
    this.problems = problems;
  }

  /** Rounds taken together: how many people they want, and who there is. */
  private record Want(int count, Set<String> people, Mark at) {
    boolean canFill(String without) {
      return people.size() - (people.contains(without) ? 1 : 0) >= count;
    }
  }

  void check() {
    for (RuleDef rule : doc.rules()) {
      switch (rule.effect()) {
        case Effect.Deny deny -> {}
        case Effect.Allow allow -> check(rule, allow.stages());
      }
    }
  }

  private void check(RuleDef rule, List<StageDef> stages) {
    for (int some = 1; some < 1 << stages.size(); some++) {
      Optional<Want> want = together(stages, some);
      if (want.isPresent() && !want.get().canFill("")) {
        problems.error(doc.source(), want.get().at(), never(want.get()));
        return;
      }
      if (want.isPresent() && onlyThemselves(rule, want.get())) {
        return;
      }
    }
  }

  private static String never(Want want) {
    return "this needs "
        + want.count()
        + " different people, and "
        + (want.people().isEmpty() ? "nobody" : "only " + String.join(", ", want.people()))
        + " may approve; it can never be filled";
  }

  /** By Hall's theorem all can be filled exactly when every choice of rounds can. */
  private Optional<Want> together(List<StageDef> stages, int some) {
    Set<String> people = new TreeSet<>();
    int count = 0;
    Mark at = Mark.WHOLE;
    for (int i = 0; i < stages.size(); i++) {
      if ((some & 1 << i) != 0) {
        StageDef stage = stages.get(i);
        Optional<Set<String>> those = groups.people(approvers(stage));
        if (those.isEmpty()) {
          return Optional.empty();
        }
        people.addAll(those.get());
        count += stage.count().value();
        at = stage.count().mark();
      }
    }
    return Optional.of(new Want(count, people, at));
  }

  private static List<Principal> approvers(StageDef stage) {
    return Stream.concat(
            stage.from().stream(), stage.escalate().stream().flatMap(e -> e.to().stream()))
        .map(Located::value)
        .toList();
  }

  private boolean onlyThemselves(RuleDef rule, Want want) {
    Set<String> requesters =
        groups
            .people(rule.who().stream().map(Located::value).toList())
            .orElse(want.people()); // anybody might ask, so those who approve might
    List<String> stuck = requesters.stream().filter(r -> !want.canFill(r)).sorted().toList();
    if (stuck.isEmpty()) {
      return false;
    }
    problems.warning(
        doc.source(),
        want.at(),
        "when "
            + String.join(" or ", stuck)
            + " asks, the quorum cannot be filled: nobody"
            + " approves their own request");
    return true;
  }
}
