package dev.hoist.control.api;

import dev.hoist.control.facts.Circumstances;
import dev.hoist.control.identity.User;
import dev.hoist.control.identity.Users;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Lifecycle;
import dev.hoist.kernel.policy.PolicySet;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The people who may decide on requests now, as one policy set sees one list of users. */
final class Deciders {
  private static final int MOST_USERS = 1_000;
  private static final int MOST_NAMES = 20;

  private final List<Approver> people;
  private final Strangers strangers;
  private final Instant now;

  Deciders(Users users, Policies policies, Circumstances seen, Instant now) {
    List<User> enabled =
        users.list("", MOST_USERS).items().stream()
            .filter(User::enabled)
            .filter(user -> !user.held())
            .toList();
    people =
        policies
            .current()
            .map(
                p ->
                    enabled.stream()
                        .map(u -> new Approver(u.subject(), standing(p.set(), u, seen)))
                        .toList())
            .orElse(List.of());
    strangers = new Strangers(seen.onCall(), enabled.stream().map(u -> u.subject().name()));
    this.now = now;
  }

  private static Set<String> standing(PolicySet policy, User user, Circumstances seen) {
    return policy.standing(
        user.subject(), user.groups(), seen.known(Set.of(user.subject().name())));
  }

  /**
   * The names of some of those whose yes would count now; and whoever is on call where the open
   * round asks for that but is no user here, so that nobody waits for them unknowingly.
   */
  List<String> waitedFor(Elevation.Pending pending) {
    return Stream.concat(
            people.stream()
                .filter(approver -> Lifecycle.awaits(pending, approver, now))
                .map(approver -> approver.subject().name()),
            strangers.among(pending.open().from()))
        .limit(MOST_NAMES)
        .toList();
  }
}
