package dev.hoist.control.api;

import dev.hoist.control.change.ChangeQuery;
import dev.hoist.control.change.PolicyChanges;
import dev.hoist.control.change.StoredChange;
import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.elevation.Query;
import dev.hoist.control.elevation.State;
import dev.hoist.control.elevation.Stored;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.wire.Page;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests for roles and changes of policy in one list: their numbers come from one sequence. */
final class RequestList {
  static final String NAME = "requests";

  private final Elevations elevations;
  private final RequestViews views;
  private final PolicyChanges changes;
  private final ChangeViews changeViews;

  RequestList(
      Elevations elevations, RequestViews views, PolicyChanges changes, ChangeViews changeViews) {
    this.elevations = elevations;
    this.views = views;
    this.changes = changes;
    this.changeViews = changeViews;
  }

  /**
   * What to list.
   *
   * @param whose empty for everyone's
   * @param states empty for all
   * @param before only those older than this one
   */
  record Wanted(
      Optional<SubjectId> whose, Set<RequestState> states, Optional<RequestId> before, int limit) {}

  /** States from a text like {@code pending,active}. */
  static Set<RequestState> states(String words) {
    Set<RequestState> states = EnumSet.noneOf(RequestState.class);
    for (String word : words.isBlank() ? new String[0] : words.split(",", -1)) {
      states.add(
          Arrays.stream(RequestState.values())
              .filter(s -> s.toString().equals(word.strip().toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(RequestList::unknownState));
    }
    return states;
  }

  private static ApiException unknownState() {
    String words =
        Arrays.stream(RequestState.values())
            .map(RequestState::toString)
            .collect(Collectors.joining(","));
    return ApiException.of(ProblemCode.BAD_REQUEST, "state: one or more of " + words);
  }

  /** Newest first. */
  Page<RequestView> page(Wanted wanted) {
    var roles = roles(wanted);
    var policy = policy(wanted);
    List<Long> numbers =
        Stream.concat(
                roles.items().stream().map(stored -> stored.id().number()),
                policy.items().stream().map(change -> change.id().number()))
            .sorted(Comparator.reverseOrder())
            .limit(wanted.limit())
            .toList();
    boolean more =
        roles.more()
            || policy.more()
            || roles.items().size() + policy.items().size() > numbers.size();
    return new Page<>(
        numbers.isEmpty() ? List.of() : views(roles.items(), policy.items(), numbers.getLast()),
        more ? Optional.of(Cursor.write(NAME, numbers.getLast().toString())) : Optional.empty());
  }

  private List<RequestView> views(List<Stored> roles, List<StoredChange> policy, long last) {
    Stream<RequestView> one =
        views.views(roles.stream().filter(r -> r.id().number() >= last).toList()).stream();
    Stream<RequestView> other =
        changeViews.briefs(policy.stream().filter(c -> c.id().number() >= last).toList()).stream();
    return Stream.concat(one, other)
        .sorted(
            Comparator.comparingLong((RequestView v) -> Ids.request(v.id()).number()).reversed())
        .toList();
  }

  private dev.hoist.control.Page<Stored> roles(Wanted wanted) {
    Set<State> states =
        Arrays.stream(State.values())
            .filter(state -> wanted.states().contains(RequestViews.state(state)))
            .collect(Collectors.toSet());
    return states.isEmpty() && !wanted.states().isEmpty()
        ? dev.hoist.control.Page.of(List.of(), wanted.limit())
        : elevations.list(new Query(wanted.whose(), states, wanted.before(), wanted.limit()));
  }

  private dev.hoist.control.Page<StoredChange> policy(Wanted wanted) {
    Set<ChangeQuery.Outcome> outcomes =
        Arrays.stream(ChangeQuery.Outcome.values())
            .filter(outcome -> wanted.states().contains(ChangeViews.state(outcome)))
            .collect(Collectors.toSet());
    return outcomes.isEmpty() && !wanted.states().isEmpty()
        ? dev.hoist.control.Page.of(List.of(), wanted.limit())
        : changes.list(new ChangeQuery(wanted.whose(), outcomes, wanted.before(), wanted.limit()));
  }
}
