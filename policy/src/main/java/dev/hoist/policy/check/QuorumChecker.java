package dev.hoist.policy.check;

import dev.hoist.policy.model.Effect;
import dev.hoist.policy.model.Effect.StageDef;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds quorums that cannot be filled: a person counts once over all rounds of a request (S11), and
 * never for their own (S10). Only where the files alone say who may approve.
 */
final class QuorumChecker {
  /** Of a rule about very many targets not every owner is looked at. */
  private static final int MOST_OWNERS = 100;

  private final PolicyDoc doc;
  private final GroupBook groups;
  private final Problems problems;

  QuorumChecker(PolicyDoc doc, GroupBook groups, Problems problems) {
    this.doc = doc;
    this.groups = groups;
    this.problems = problems;
  }

  /** Rounds taken together: how many people they want, and who there is. */
  private record Want(int count, Crowd crowd, Mark at) {
    boolean canFill(String without) {
      int who = crowd.people().size() - (crowd.people().contains(without) ? 1 : 0);
      return crowd.enough() || who >= count;
    }
  }

  void check() {
    for (RuleDef rule : doc.rules()) {
      switch (rule.effect()) {
        case Effect.Deny deny -> {}
        case Effect.Allow allow -> owners(rule, allow).forEach(o -> check(rule, allow.stages(), o));
      }
    }
  }

  /** The owners that a rule asks, each those of some of its targets; nobody when it asks none. */
  private Set<List<Principal>> owners(RuleDef rule, Effect.Allow allow) {
    if (allow.stages().stream().noneMatch(s -> approvers(s).contains(Principal.OWNER))) {
      return Set.of(List.of());
    }
    Set<String> roles = rule.roles().stream().map(Located::value).collect(Collectors.toSet());
    Set<String> on =
        doc.roles().stream()
            .filter(r -> roles.contains(r.name().value()))
            .flatMap(r -> r.on().stream())
            .map(Located::value)
            .collect(Collectors.toSet());
    return doc.targets().stream()
        .filter(t -> on.contains(t.name().value()))
        .map(t -> t.owner().stream().map(Located::value).toList())
        .limit(MOST_OWNERS)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<Principal> named(List<Principal> approvers, List<Principal> owner) {
    return approvers.stream()
        .flatMap(p -> p.equals(Principal.OWNER) ? owner.stream() : Stream.of(p))
        .toList();
  }

  private void check(RuleDef rule, List<StageDef> stages, List<Principal> owner) {
    List<Crowd> crowds =
        stages.stream().map(s -> groups.crowd(named(approvers(s), owner))).toList();
    int all = stages.stream().mapToInt(s -> s.count().value()).sum();
    if (crowds.stream().allMatch(c -> c.enough() || c.people().size() > all)) {
      return; // whoever asks, each round alone has people enough for all
    }
    for (int some = 1; some < 1 << stages.size(); some++) {
      Want want = together(stages, crowds, some);
      if (!want.canFill("")) {
        problems.error(doc.source(), want.at(), never(want));
        return;
      }
      if (onlyThemselves(rule, want)) {
        return;
      }
    }
  }

  private static String never(Want want) {
    Set<String> people = want.crowd().sorted();
    return "this needs "
        + want.count()
        + " different people, and "
        + (people.isEmpty() ? "nobody" : "only " + String.join(", ", people))
        + " may approve; it can never be filled";
  }

  /** By Hall's theorem all can be filled exactly when every choice of rounds can. */
  private static Want together(List<StageDef> stages, List<Crowd> crowds, int some) {
    List<Crowd> those = new ArrayList<>();
    int count = 0;
    Mark at = Mark.WHOLE;
    for (int i = 0; i < stages.size(); i++) {
      if ((some & 1 << i) != 0) {
        those.add(crowds.get(i));
        count += stages.get(i).count().value();
        at = stages.get(i).count().mark();
      }
    }
    return new Want(count, Crowd.of(List.of(), those, false), at);
  }

  private static List<Principal> approvers(StageDef stage) {
    return Stream.concat(
            stage.from().stream(), stage.escalate().stream().flatMap(e -> e.to().stream()))
        .map(Located::value)
        .toList();
  }

  private boolean onlyThemselves(RuleDef rule, Want want) {
    Crowd requesters = groups.crowd(rule.who().stream().map(Located::value).toList());
    List<String> stuck =
        want.crowd().sorted().stream()
            .filter(p -> !want.canFill(p))
            .filter(p -> requesters.enough() || requesters.people().contains(p))
            .toList();
    if (stuck.isEmpty()) {
      return false;
    }
    String message =
        "when "
            + String.join(" or ", stuck)
            + " asks, the quorum cannot be filled: nobody approves their own request";
    if (!requesters.enough() && stuck.containsAll(requesters.people())) {
      problems.error(doc.source(), want.at(), message + ", and nobody else can ask");
    } else {
      problems.warning(doc.source(), want.at(), message);
    }
    return true;
  }
}
