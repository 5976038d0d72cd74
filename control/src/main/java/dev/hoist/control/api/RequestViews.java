package dev.hoist.control.api;

import dev.hoist.control.elevation.Rounds;
import dev.hoist.control.elevation.State;
import dev.hoist.control.elevation.Stored;
import dev.hoist.control.identity.User;
import dev.hoist.control.identity.Users;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.elevation.Approval;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.End;
import dev.hoist.kernel.elevation.Grant;
import dev.hoist.kernel.elevation.Request;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Review;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.wire.AftercareView;
import dev.hoist.wire.ApprovalView;
import dev.hoist.wire.EndView;
import dev.hoist.wire.EscalationView;
import dev.hoist.wire.ExtensionView;
import dev.hoist.wire.GrantView;
import dev.hoist.wire.LimitsView;
import dev.hoist.wire.Need;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Elevations as the API shows them. */
final class RequestViews {
  private final Users users;
  private final Policies policies;
  private final Rounds rounds;
  private final TimeSource time;
  private final Function<Stored, Optional<Instant>> unusedUntil;

  /**
   * @param unusedUntil when a grant ends unless it is used before
   */
  RequestViews(
      Users users,
      Policies policies,
      Rounds rounds,
      TimeSource time,
      Function<Stored, Optional<Instant>> unusedUntil) {
    this.users = users;
    this.policies = policies;
    this.rounds = rounds;
    this.time = time;
    this.unusedUntil = unusedUntil;
  }

  RequestView view(Stored stored) {
    return view(stored, deciders(List.of(stored)));
  }

  List<RequestView> views(List<Stored> all) {
    Optional<Deciders> deciders = deciders(all);
    return all.stream().map(stored -> view(stored, deciders)).toList();
  }

  /** Read once for a whole list, and not at all when nothing waits. */
  private Optional<Deciders> deciders(List<Stored> all) {
    List<Request> pending =
        all.stream()
            .map(Stored::elevation)
            .filter(Elevation.Pending.class::isInstance)
            .map(Elevation::request)
            .toList();
    return pending.isEmpty()
        ? Optional.empty()
        : Optional.of(new Deciders(users, policies, rounds.look(pending), time.now()));
  }

  private RequestView view(Stored stored, Optional<Deciders> deciders) {
    Elevation elevation = stored.elevation();
    Request r = elevation.request();
    Optional<Elevation.Pending> pending =
        elevation instanceof Elevation.Pending p ? Optional.of(p) : Optional.empty();
    return new RequestView(
        r.id().toString(),
        state(elevation),
        r.requester().name(),
        r.target().name(),
        r.role().name(),
        r.target().kind(),
        r.asked(),
        grant(elevation).map(Grant::given),
        r.reason(),
        r.particulars().ticket(),
        Answers.show(r.particulars().fields()),
        r.particulars().breakGlass(),
        r.rule(),
        elevation.approvals().stream().map(RequestViews::approval).toList(),
        needs(elevation),
        pending.flatMap(p -> deciders.map(d -> d.waitedFor(p))).orElse(List.of()),
        r.digest().hex(),
        r.at(),
        pending.map(Elevation.Pending::lapsesAt),
        grant(elevation).map(Grant::until),
        end(elevation),
        limits(r.terms().limits()),
        after(r.terms().aftercare()),
        debt(elevation),
        Optional.empty());
  }

  static RequestState state(Elevation elevation) {
    return state(State.of(elevation));
  }

  static RequestState state(State state) {
    return RequestState.valueOf(state.name());
  }

  GrantView grant(Stored stored) {
    var granted = (Elevation.Granted) stored.elevation();
    Request r = granted.request();
    return new GrantView(
        granted.grant().id().toString(),
        r.id().toString(),
        state(granted),
        r.requester().name(),
        r.target().name(),
        r.role().name(),
        r.target().kind(),
        granted.grant().from(),
        granted.grant().until(),
        granted.grant().extensions().size(),
        limits(r.terms().limits()),
        unusedUntil.apply(stored),
        debt(granted));
  }

  private static Optional<Grant> grant(Elevation elevation) {
    return elevation instanceof Elevation.Granted granted
        ? Optional.of(granted.grant())
        : Optional.empty();
  }

  private static ApprovalView approval(Approval a) {
    return new ApprovalView(a.by().name(), a.stage() + 1, a.limit(), a.note(), a.at());
  }

  private static List<Need> needs(Elevation elevation) {
    List<Stage> stages = elevation.request().terms().stages();
    return IntStream.range(0, stages.size())
        .mapToObj(
            i -> {
              Stage stage = stages.get(i);
              long given = elevation.approvals().stream().filter(a -> a.stage() == i).count();
              int missing = (int) Math.max(0, stage.count() - given);
              return new Need(
                  stage.count(),
                  sorted(stage.from()),
                  missing,
                  stage.escalation().map(e -> new EscalationView(e.after(), sorted(e.to()))));
            })
        .toList();
  }

  private static List<String> sorted(Set<String> principals) {
    return principals.stream().sorted().toList();
  }

  private static Optional<LimitsView> limits(Limits limits) {
    return limits.idle().isEmpty() && limits.extension().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LimitsView(
                limits.idle(), limits.extension().map(e -> new ExtensionView(e.by(), e.times()))));
  }

  private static Optional<AftercareView> after(Aftercare after) {
    return after.equals(Aftercare.NONE)
        ? Optional.empty()
        : Optional.of(
            new AftercareView(
                sorted(after.told()),
                after.review().map(Review::within),
                sorted(after.review().map(Review::by).orElse(Set.of()))));
  }

  private Optional<EndView> end(Elevation elevation) {
    return switch (elevation) {
      case Elevation.Pending e -> Optional.empty();
      case Elevation.Approved e -> Optional.empty();
      case Elevation.Provisioning e -> Optional.empty();
      case Elevation.Active e -> Optional.empty();
      case Elevation.Revoking e -> Optional.of(end(e.end()));
      case Elevation.Ended e -> Optional.of(end(e.end()));
      case Elevation.Denied e ->
          over("denied", e.by().map(a -> a.subject().name()), e.note(), e.at());
      case Elevation.Withdrawn e ->
          over("withdrawn", Optional.of(e.request().requester().name()), "", e.at());
      case Elevation.Lapsed e -> over("lapsed", Optional.empty(), "nobody decided in time", e.at());
      case Elevation.Failed e -> over("failed", Optional.empty(), e.why(), e.at());
    };
  }

  private static Optional<EndView> over(
      String cause, Optional<String> by, String note, Instant at) {
    return Optional.of(new EndView(cause, by, note, at));
  }

  private EndView end(End end) {
    String cause = end.cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new EndView(cause, end.by().flatMap(this::name), end.note(), end.at());
  }

  private Optional<String> name(SubjectId id) {
    return users.find(id).map(User::subject).map(Subject::name);
  }

  static Optional<String> debt(Elevation elevation) {
    return elevation instanceof Elevation.Revoking revoking ? revoking.debt() : Optional.empty();
  }
}
