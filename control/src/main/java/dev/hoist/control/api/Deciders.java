package dev.hoist.control.api;

import dev.hoist.control.identity.User;
import dev.hoist.control.identity.Users;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.identity.SubjectId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The people who may decide on requests now, as one policy set sees one list of users. */
final class Deciders {
  private static final int MOST_USERS = 1_000;
  private static final int MOST_NAMES = 20;

  private record Person(User user, Set<String> standing) {}

  private final List<Person> people;

  Deciders(Users users, Policies policies) {
    people =
        policies
            .current()
            .map(
                p ->
                    users.list("", MOST_USERS).items().stream()
                        .filter(User::enabled)
                        .filter(u -> !u.held())
                        .map(u -> new Person(u, p.set().standing(u.subject(), u.groups())))
                        .toList())
            .orElse(List.of());
  }

  /** The names of some of those whose yes would count now. */
  List<String> waitedFor(Elevation.Pending pending) {
    Set<SubjectId> spoken =
        pending.approvals().stream().map(a -> a.by().person()).collect(Collectors.toSet());
    SubjectId asker = pending.request().requester().person();
    return people.stream()
        .filter(p -> !Collections.disjoint(p.standing(), pending.open().from()))
        .filter(p -> !p.user().subject().person().equals(asker))
        .filter(p -> !spoken.contains(p.user().subject().person()))
        .map(p -> p.user().subject().name())
        .limit(MOST_NAMES)
        .toList();
  }
}
