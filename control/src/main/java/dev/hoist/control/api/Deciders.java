package dev.hoist.control.api;

import dev.hoist.control.facts.Circumstances;
import dev.hoist.control.identity.User;
import dev.hoist.control.identity.Users;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Lifecycle;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.spi.Person;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The people who may decide on requests now, as one policy set sees one list of users. */
final class Deciders {
  private static final int MOST_USERS = 1_000;
  private static final int MOST_NAMES = 20;
  private static final String ON_CALL = "on_call:";

  private final List<Approver> people;
  private final Set<String> names;
  private final Map<String, List<Person>> onCall;
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
    names =
        enabled.stream()
            .map(u -> u.subject().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    onCall = seen.onCall();
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
            strangers(pending.open()))
        .limit(MOST_NAMES)
        .toList();
  }

  private Stream<String> strangers(Stage round) {
    return round.from().stream()
        .filter(principal -> principal.startsWith(ON_CALL))
        .map(principal -> principal.substring(ON_CALL.length()))
        .sorted()
        .flatMap(schedule -> onCall.getOrDefault(schedule, List.of()).stream())
        .filter(person -> person.aliases().stream().noneMatch(names::contains))
        .map(person -> person.name() + " (on call, no user here)")
        .distinct();
  }
}
