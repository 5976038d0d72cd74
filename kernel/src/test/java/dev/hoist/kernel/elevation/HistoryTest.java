package dev.hoist.kernel.elevation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.elevation.Effect.CutSessions;
import dev.hoist.kernel.elevation.Effect.Deprovision;
import dev.hoist.kernel.elevation.Effect.Provision;
import dev.hoist.kernel.elevation.Elevation.Active;
import dev.hoist.kernel.elevation.Elevation.Approved;
import dev.hoist.kernel.elevation.Elevation.Denied;
import dev.hoist.kernel.elevation.Elevation.Ended;
import dev.hoist.kernel.elevation.Elevation.Failed;
import dev.hoist.kernel.elevation.Elevation.Granted;
import dev.hoist.kernel.elevation.Elevation.Lapsed;
import dev.hoist.kernel.elevation.Elevation.Pending;
import dev.hoist.kernel.elevation.Elevation.Provisioning;
import dev.hoist.kernel.elevation.Elevation.Revoking;
import dev.hoist.kernel.elevation.Elevation.Terminal;
import dev.hoist.kernel.elevation.Elevation.Withdrawn;
import dev.hoist.kernel.elevation.Histories.Happening;
import dev.hoist.kernel.elevation.Histories.History;
import dev.hoist.kernel.elevation.Outcome.Step;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds at every step of every life. */
class HistoryTest {
  private static final Map<Class<? extends Elevation>, Set<Class<? extends Elevation>>> LEGAL =
      Map.of(
          Pending.class,
          Set.of(Pending.class, Approved.class, Denied.class, Withdrawn.class, Lapsed.class),
          Approved.class,
          Set.of(Provisioning.class, Failed.class, Withdrawn.class),
          Provisioning.class,
          Set.of(Active.class, Revoking.class),
          Active.class,
          Set.of(Active.class, Revoking.class),
          Revoking.class,
          Set.of(Revoking.class, Ended.class));

  /** One step of a history that moved the state. */
  private record Move(Elevation before, Event event, Instant now, Step step) {
    Elevation after() {
      return step.next();
    }
  }

  private interface Invariant {
    void holds(Move move);
  }

  private static void always(History history, Invariant invariant) {
    Elevation state = history.begin();
    for (int i = 0; i < history.happenings().size(); i++) {
      Instant now = history.at(i);
      Event event = history.happenings().get(i).on(state);
      if (Lifecycle.step(state, event, now) instanceof Step step) {
        invariant.holds(new Move(state, event, now, step));
        state = step.next();
      }
    }
  }

  private static Elevation last(History history) {
    Elevation state = history.begin();
    for (int i = 0; i < history.happenings().size(); i++) {
      Event event = history.happenings().get(i).on(state);
      state = next(state, event, history.at(i));
    }
    return state;
  }

  private static Elevation next(Elevation state, Event event, Instant now) {
    return Lifecycle.step(state, event, now) instanceof Step step ? step.next() : state;
  }

  @Property
  @Label("S13 only legal moves are made, and none out of a terminal state")
  void legalMoves(@ForAll("histories") History history) {
    Statistics.collect(last(history).getClass().getSimpleName());
    always(
        history,
        move ->
            assertThat(LEGAL.getOrDefault(move.before().getClass(), Set.of()))
                .as("%s on %s", move.event(), move.before())
                .contains(move.after().getClass()));
  }

  @Property
  @Label("S13 the same thing twice in a row has one effect")
  void idempotent(@ForAll("histories") History history) {
    always(
        history,
        move ->
            assertThat(Lifecycle.step(move.after(), move.event(), move.now()))
                .as("%s again on %s", move.event(), move.after())
                .isNotInstanceOf(Step.class));
  }

  @Property
  @Label("S02 a grant's expiry is fixed by the last approval, and only an extension moves it")
  void oneExpiry(@ForAll("histories") History history) {
    always(
        history,
        move -> {
          if (move.after() instanceof Granted after) {
            if (move.before() instanceof Granted before) {
              assertThat(after.grant().granted()).isEqualTo(before.grant().granted());
              if (!(move.event() instanceof Event.ExtendedBy && after instanceof Active)) {
                assertThat(after.grant()).isEqualTo(before.grant());
              }
            } else {
              assertThat(after.grant().from()).isEqualTo(move.now());
            }
          }
        });
  }

  @Property
  @Label("S02 no privilege is ordered or held once its time is over")
  void nothingAfterExpiry(@ForAll("histories") History history) {
    always(
        history,
        move -> {
          boolean held = move.after() instanceof Provisioning || move.after() instanceof Active;
          if (held && move.after() instanceof Granted granted) {
            assertThat(granted.grant().expiredAt(move.now())).isFalse();
          }
        });
  }

  @Property
  @Label("S08 a grant is never longer than asked, than each approver agreed to, than policy allows")
  void neverLonger(@ForAll("histories") History history) {
    always(
        history,
        move -> {
          if (move.after() instanceof Granted granted) {
            Duration length = granted.grant().given();
            assertThat(length).isLessThanOrEqualTo(granted.request().asked());
            assertThat(length).isLessThanOrEqualTo(granted.request().terms().max());
            granted
                .approvals()
                .forEach(a -> assertThat(length).isLessThanOrEqualTo(a.limit().orElse(length)));
          }
          if (move.after() instanceof Provisioning p && move.event() instanceof Event.Checked c) {
            assertThat(c.decision()).isInstanceOf(Decision.Allowed.class);
            assertThat(p.grant().given())
                .isLessThanOrEqualTo(((Decision.Allowed) c.decision()).terms().max());
          }
        });
  }

  @Property
  @Label(
      "S08 an extension adds no more than was approved with the grant, nor than policy gives now")
  void extensionsWithin(@ForAll("histories") History history) {
    always(
        history,
        move -> {
          if (move.before() instanceof Active before && move.after() instanceof Active after) {
            var event = (Event.ExtendedBy) move.event();
            var allowed = (Decision.Allowed) event.decision();
            assertThat(event.holderMayAct()).isTrue();
            assertThat(event.by()).isEqualTo(before.request().requester());
            Duration by = Duration.between(before.grant().until(), after.grant().until());
            assertThat(by).isPositive().isLessThanOrEqualTo(event.asked().orElse(by));
            for (Terms terms : List.of(before.request().terms(), allowed.terms())) {
              var most = terms.limits().extension().orElseThrow();
              assertThat(by).isLessThanOrEqualTo(most.by());
              assertThat(after.grant().extensions()).hasSizeLessThanOrEqualTo(most.times());
            }
            Duration length = after.grant().length();
            after
                .approvals()
                .forEach(a -> assertThat(length).isLessThanOrEqualTo(a.limit().orElse(length)));
            assertThat(before.grant().expiredAt(move.now())).isFalse();
            Statistics.label("extended").collect(after.grant().extensions().size());
          }
        });
  }

  @Property
  @Label("S08 a policy change asks for no fewer people, no other ones, and for no longer")
  void onlyNarrower(@ForAll("histories") History history) {
    always(
        history,
        move -> {
          if (move.event() instanceof Event.Redecided && move.after() instanceof Pending after) {
            var before = move.before().request().terms();
            var now = after.request().terms();
            assertThat(now.max()).isLessThanOrEqualTo(before.max());
            assertThat(people(now.stages())).isGreaterThanOrEqualTo(people(before.stages()));
            assertThat(Quorum.covers(now.stages(), before.stages())).isTrue();
            assertThat(after.approvals()).isEmpty();
            assertThat(after.lapsesAt()).isBeforeOrEqualTo(((Pending) move.before()).lapsesAt());
          }
        });
  }

  @Property
  @Label("S08 a policy change ends a grant if its old or new policy says so and would not give it")
  void revokedByChange(@ForAll("histories") History history) {
    Elevation state = history.begin();
    for (int i = 0; i < history.happenings().size(); i++) {
      Event event = history.happenings().get(i).on(state);
      Elevation after = next(state, event, history.at(i));
      if (event instanceof Event.Redecided changed
          && (state instanceof Provisioning || state instanceof Active)
          && state instanceof Granted held
          && !held.grant().expiredAt(history.at(i))) {
        boolean ends =
            (changed.revokes() || held.request().terms().limits().revokeOnChange())
                && Lifecycle.against(held, changed.decision(), history.at(i)).isPresent();
        Statistics.label("revoked").collect(ends);
        assertThat(after instanceof Revoking).isEqualTo(ends);
      }
      state = after;
    }
  }

  private static int people(List<Stage> stages) {
    return stages.stream().mapToInt(Stage::count).sum();
  }

  @Property
  @Label("S10 S11 every granted round has its people: distinct, entitled, and none the requester")
  void quorums(@ForAll("histories") History history) {
    always(
        history,
        move -> {
          if (move.after() instanceof Granted granted) {
            countedAgain(granted);
          }
        });
  }

  private static void countedAgain(Granted granted) {
    Set<SubjectId> persons = new HashSet<>();
    List<Stage> stages = granted.request().terms().stages();
    int[] counts = new int[stages.size()];
    for (Approval approval : granted.approvals()) {
      SubjectId person = approval.by().person();
      assertThat(person).isNotEqualTo(granted.request().requester().person());
      assertThat(persons.add(person)).as("one voice each").isTrue();
      assertThat(Cast.standing(approval.by()).standing())
          .containsAnyElementsOf(stages.get(approval.stage()).from());
      counts[approval.stage()]++;
    }
    for (int i = 0; i < counts.length; i++) {
      assertThat(counts[i]).isEqualTo(stages.get(i).count());
    }
  }

  @Property
  @Label("S12 every approval that stands is for exactly what stands")
  void digests(@ForAll("histories") History history) {
    always(
        history,
        move ->
            move.after()
                .approvals()
                .forEach(a -> assertThat(a.shown()).isEqualTo(move.after().request().digest())));
  }

  @Property
  @Label("S14 the target is touched only after everyone's rights were looked at again")
  void checkedFirst(@ForAll("histories") History history) {
    always(
        history,
        move -> {
          if (move.after() instanceof Provisioning provisioning) {
            var checked = (Event.Checked) move.event();
            assertThat(checked.requesterMayAct()).isTrue();
            for (Approval approval : provisioning.approvals()) {
              Map<SubjectId, Approver> now = checked.approvers();
              assertThat(now).containsKey(approval.by().id());
              Stage stage = provisioning.request().terms().stages().get(approval.stage());
              assertThat(now.values())
                  .anyMatch(a -> a.subject().equals(approval.by()) && Quorum.mayApprove(stage, a));
            }
          }
        });
  }

  @Property
  @Label("S09 who, where and what never change under a request")
  void binding(@ForAll("histories") History history) {
    Request asked = history.begin().request();
    always(
        history,
        move -> {
          Request request = move.after().request();
          assertThat(request.id()).isEqualTo(asked.id());
          assertThat(request.requester()).isEqualTo(asked.requester());
          assertThat(request.target()).isEqualTo(asked.target());
          assertThat(request.role()).isEqualTo(asked.role());
        });
  }

  @Property
  @Label(
      "S04 S05 effects come with their states: provision once, cut before deprovision, end on proof")
  void effects(@ForAll("histories") History history) {
    always(
        history,
        move -> {
          RequestId id = move.after().id();
          List<Effect> expected =
              switch (move.after()) {
                case Approved a -> List.of(new Effect.Check(id));
                case Provisioning p -> List.of(new Provision(id));
                case Revoking r when !(move.before() instanceof Revoking) ->
                    List.of(new CutSessions(id), new Deprovision(id));
                case Revoking r -> List.of();
                case Pending p -> List.of();
                case Active a when move.before() instanceof Active ->
                    List.of(new Effect.Extend(id));
                case Active a -> List.of();
                case Terminal t -> List.of();
              };
          assertThat(move.step().effects()).isEqualTo(expected);
          if (move.after() instanceof Ended) {
            assertThat(move.event()).isInstanceOf(Event.ProvedAbsent.class);
          }
        });
  }

  @Property
  @Label("a request never waits past its time, whatever comes first")
  void lapses(@ForAll("histories") History history) {
    always(
        history,
        move -> {
          if (move.before() instanceof Pending pending
              && !move.now().isBefore(pending.lapsesAt())) {
            assertThat(move.after()).isInstanceOf(Lapsed.class);
          }
        });
  }

  @Property
  @Label("L02 every elevation ends once its time is over and its target answers")
  void everyGrantEnds(@ForAll("histories") History history) {
    Instant late = history.at(history.happenings().size()).plus(Duration.ofDays(1));
    Elevation state = last(history);
    assertThat(state.wakesAt().isPresent())
        .isEqualTo(!(state instanceof Terminal) && !(state instanceof Revoking));
    state = next(state, new Event.TimePassed(), late);
    assertThat(state).isInstanceOfAny(Terminal.class, Revoking.class);
    assertThat(next(state, new Event.ProvedAbsent(), late)).isInstanceOf(Terminal.class);
  }

  @Property
  @Label("a grant ends as unused only where policy says so, and only when it lay so long")
  void unusedOnlyWhenSaid(@ForAll("histories") History history) {
    always(
        history,
        move -> {
          if (move.before() instanceof Active active
              && move.after() instanceof Revoking ends
              && ends.end().cause() == EndCause.IDLE) {
            var unused = (Event.LaidUnused) move.event();
            Duration idle = active.request().terms().limits().idle().orElseThrow();
            assertThat(move.now()).isAfterOrEqualTo(unused.since().plus(idle));
          }
        });
  }

  @Property
  @Label("S13 terminal states absorb whatever comes")
  void absorbing(
      @ForAll("histories") History history, @ForAll("happenings") List<Happening> afterwards) {
    Instant late = history.at(history.happenings().size()).plus(Duration.ofDays(1));
    Elevation state = next(last(history), new Event.TimePassed(), late);
    Elevation end = next(state, new Event.ProvedAbsent(), late);
    for (Happening happening : afterwards) {
      assertThat(Lifecycle.step(end, happening.on(end), late)).isNotInstanceOf(Step.class);
    }
  }

  @Provide
  Arbitrary<History> histories() {
    return Histories.histories();
  }

  @Provide
  Arbitrary<List<Happening>> happenings() {
    return Histories.happenings().list().ofMaxSize(10);
  }
}
