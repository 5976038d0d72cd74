package dev.hoist.control.api;

import dev.hoist.control.change.Standings;
import dev.hoist.control.facts.Circumstances;
import dev.hoist.control.identity.User;
import dev.hoist.control.identity.Users;
import dev.hoist.kernel.change.ChangeLifecycle;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.wire.Need;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who may decide on changes of policy, as one look at who is on call sees it. */
final class ChangeDeciders {
  private static final int MOST_USERS = 1_000;
  private static final int MOST_NAMES = 20;

  private final Users users;
  private final Standings standings;
  private final Circumstances seen;
  private final Map<Subject, Approver> known = new HashMap<>();
  private Optional<List<Approver>> everyone = Optional.empty();

  /** Looks for these changes. */
  ChangeDeciders(Users users, Standings standings, Collection<? extends PolicyChange> changes) {
    this.users = users;
    this.standings = standings;
    this.seen = standings.look(changes);
  }

  /** What someone stands for now. */
  Set<String> standing(Subject subject) {
    return known.computeIfAbsent(subject, s -> standings.approver(s, seen)).standing();
  }

  /** One for each set of owners; those who agreed count with what they stand for now. */
  List<Need> needs(PolicyChange state) {
    Set<Set<String>> distinct = new LinkedHashSet<>();
    state.proposal().touched().forEach(touched -> distinct.add(touched.owners()));
    return distinct.stream()
        .map(owners -> new Need(1, owners.stream().sorted().toList(), missing(state, owners)))
        .toList();
  }

  private int missing(PolicyChange state, Set<String> owners) {
    return state instanceof PolicyChange.Pending
            && state.consents().stream()
                .allMatch(c -> Collections.disjoint(standing(c.by()), owners))
        ? 1
        : 0;
  }

  /** The names of some of those whose yes is still needed. */
  List<String> waitedFor(PolicyChange.Pending pending) {
    Set<String> open = new HashSet<>();
    needs(pending).stream().filter(n -> n.missing() > 0).forEach(n -> open.addAll(n.from()));
    if (open.isEmpty()) {
      return List.of();
    }
    var strangers = new Strangers(seen.onCall(), everyone().stream().map(a -> a.subject().name()));
    return Stream.concat(
            everyone().stream()
                .filter(approver -> ChangeLifecycle.awaits(pending, approver))
                .filter(approver -> !Collections.disjoint(approver.standing(), open))
                .map(approver -> approver.subject().name()),
            strangers.among(open))
        .limit(MOST_NAMES)
        .toList();
  }

  /** Read once, and not at all when nothing waits. */
  private List<Approver> everyone() {
    if (everyone.isEmpty()) {
      everyone =
          Optional.of(
              users.list("", MOST_USERS).items().stream()
                  .filter(user -> user.enabled() && !user.held())
                  .map(User::subject)
                  .map(subject -> new Approver(subject, standing(subject)))
                  .toList());
    }
    return everyone.get();
  }
}
