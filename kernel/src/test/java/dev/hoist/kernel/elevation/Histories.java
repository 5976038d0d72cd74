package dev.hoist.kernel.elevation;

import static dev.hoist.kernel.elevation.Cast.HALF_HOUR;
import static dev.hoist.kernel.elevation.Cast.HOUR;
import static dev.hoist.kernel.elevation.Cast.allowed;
import static dev.hoist.kernel.elevation.Cast.extendable;
import static dev.hoist.kernel.elevation.Cast.idling;
import static dev.hoist.kernel.elevation.Cast.stage;
import static dev.hoist.kernel.elevation.Cast.terms;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random lives of an elevation: what happens, by whom, on which terms, and when. */
final class Histories {
  static final List<Subject> PEOPLE =
      List.of(Cast.DANA, Cast.LEE, Cast.SAM, Cast.KIM, Cast.ANA, Cast.ANAS_BOT, Cast.DANAS_BOT);

  static final List<Terms> TERMS =
      List.of(
          terms(HOUR),
          terms(HALF_HOUR),
          terms(HOUR, stage(1, "group:leads")),
          terms(HOUR, stage(2, "group:leads")),
          terms(HALF_HOUR, stage(2, "group:leads")),
          terms(HOUR, stage(1, "group:leads", "group:sre")),
          terms(HOUR, stage(1, "group:leads"), stage(1, "group:sre")),
          terms(HOUR.multipliedBy(4), stage(3, "group:leads", "group:sre")),
          terms(HALF_HOUR, stage(1, "user:kim")),
          idling(Duration.ofMinutes(10)),
          extendable(2, stage(1, "group:leads")),
          extendable(1),
          idling(Duration.ofMinutes(1), stage(1, "group:leads")));

  private Histories() {}

  /** What happens. Those that end it all are rare, so that histories get somewhere. */
  enum What {
    APPROVE(16),
    APPROVE_STALE(1),
    DENY(1),
    WITHDRAW(1),
    REDECIDE(2),
    CHECK(12),
    CHECK_CHANGED(1),
    PROVISIONED(8),
    PROVISION_FAILED(1),
    DONE(1),
    REVOKE(1),
    DISABLE(1),
    UNUSED(2),
    EXTEND(10),
    EXTEND_CHANGED(2),
    EXTEND_OTHERWISE(2),
    TIME(4),
    ABSENT(5),
    REVOCATION_FAILED(2);

    private final int weight;

    What(int weight) {
      this.weight = weight;
    }
  }

  /**
   * One thing that happens.
   *
   * @param who an index into {@link #PEOPLE}
   * @param terms an index into {@link #TERMS}; past its end, policy says no
   * @param enabled whether whoever decides still is
   * @param limit minutes an approval is limited to; 0 for none
   * @param after seconds since the last thing happened
   */
  record Happening(What what, int who, int terms, boolean enabled, int limit, int after) {
    Event on(Elevation state) {
      return switch (what) {
        case APPROVE -> approve(state.request().digest());
        case APPROVE_STALE -> approve(new Digest("0".repeat(64)));
        case DENY -> new Event.DeniedBy(approver(), "no");
        case WITHDRAW -> new Event.WithdrawnBy(subject());
        case REDECIDE -> new Event.Redecided(decision(), !enabled);
        case CHECK -> checked(allowed(state.request().terms()), true);
        case CHECK_CHANGED -> checked(decision(), enabled);
        case PROVISIONED -> new Event.Provisioned();
        case PROVISION_FAILED -> new Event.ProvisionFailed("no route");
        case DONE -> new Event.DoneBy(subject());
        case REVOKE -> new Event.RevokedBy(subject(), "incident");
        case DISABLE -> new Event.SubjectDisabled();
        case EXTEND -> extended(state, Cast.ANA, 1, allowed(state.request().terms()), true);
        case EXTEND_CHANGED -> extended(state, Cast.ANA, 1, decision(), enabled);
        case EXTEND_OTHERWISE ->
            extended(state, subject(), terms - 4, allowed(state.request().terms()), true);
        case UNUSED -> new Event.LaidUnused(Cast.NOON.plusSeconds(60L * limit));
        case TIME -> new Event.TimePassed();
        case ABSENT -> new Event.ProvedAbsent();
        case REVOCATION_FAILED -> new Event.RevocationFailed("target down");
      };
    }

    /**
     * @param next which extension it is to be, counted from the last one
     */
    private Event extended(
        Elevation state, Subject by, int next, Decision decision, boolean mayAct) {
      int used =
          state instanceof Elevation.Granted granted ? granted.grant().extensions().size() : 0;
      Optional<Duration> asked =
          limit == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(limit));
      return new Event.ExtendedBy(by, used + next, asked, decision, mayAct);
    }

    private Event approve(Digest shown) {
      Optional<Duration> most =
          limit == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(limit));
      return new Event.ApprovedBy(approver(), shown, most, "");
    }

    private Subject subject() {
      return PEOPLE.get(who);
    }

    private Approver approver() {
      return enabled ? Cast.standing(subject()) : Cast.disabled(subject());
    }

    private Decision decision() {
      return terms < TERMS.size()
          ? allowed(TERMS.get(terms))
          : new Decision.Denied(Optional.empty(), "no rule allows it");
    }

    /** Everyone who approved as they stand, except that {@code who} may be disabled by now. */
    private Event checked(Decision decision, boolean mayAct) {
      Map<SubjectId, Approver> approvers = new HashMap<>();
      PEOPLE.forEach(p -> approvers.put(p.id(), Cast.standing(p)));
      approvers.put(subject().id(), approver());
      return new Event.Checked(approvers, decision, mayAct);
    }
  }

  /**
   * A whole life.
   *
   * @param terms those it begins on
   */
  record History(Terms terms, List<Happening> happenings) {
    Elevation begin() {
      return Lifecycle.open(Cast.request(terms), Cast.NOON).next();
    }

    /** When each thing happens. */
    Instant at(int index) {
      long seconds = happenings.stream().limit(index + 1L).mapToLong(Happening::after).sum();
      return Cast.NOON.plusSeconds(seconds);
    }
  }

  static Arbitrary<History> histories() {
    return Combinators.combine(
            Arbitraries.of(TERMS), happenings().list().ofMinSize(8).ofMaxSize(40))
        .as(History::new);
  }

  static Arbitrary<Happening> happenings() {
    return Combinators.combine(
            weighted(),
            Arbitraries.integers().between(0, PEOPLE.size() - 1),
            Arbitraries.integers().between(0, TERMS.size()),
            Arbitraries.of(true, true, true, false),
            Arbitraries.of(0, 0, 10, 60, 61),
            seconds())
        .as(Happening::new);
  }

  /** Mostly hardly any time, or every history would only be about lapsing. */
  private static Arbitrary<Integer> seconds() {
    return Arbitraries.frequency(
        Tuple.of(30, 0),
        Tuple.of(4, 1),
        Tuple.of(4, 60),
        Tuple.of(1, 600),
        Tuple.of(1, 1_800),
        Tuple.of(1, 3_600));
  }

  private static Arbitrary<What> weighted() {
    List<What> pool = new ArrayList<>();
    for (What what : What.values()) {
      pool.addAll(Collections.nCopies(what.weight, what));
    }
    return Arbitraries.of(pool);
  }
}
