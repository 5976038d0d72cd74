package dev.hoist.kernel.elevation;

import static dev.hoist.kernel.elevation.Cast.ANA;
import static dev.hoist.kernel.elevation.Cast.DANA;
import static dev.hoist.kernel.elevation.Cast.HALF_HOUR;
import static dev.hoist.kernel.elevation.Cast.HOUR;
import static dev.hoist.kernel.elevation.Cast.NOON;
import static dev.hoist.kernel.elevation.Cast.active;
import static dev.hoist.kernel.elevation.Cast.after;
import static dev.hoist.kernel.elevation.Cast.allowed;
import static dev.hoist.kernel.elevation.Cast.checked;
import static dev.hoist.kernel.elevation.Cast.extendable;
import static dev.hoist.kernel.elevation.Cast.idling;
import static dev.hoist.kernel.elevation.Cast.pending;
import static dev.hoist.kernel.elevation.Cast.provisioning;
import static dev.hoist.kernel.elevation.Cast.revoking;
import static dev.hoist.kernel.elevation.Cast.stage;
import static dev.hoist.kernel.elevation.Cast.terms;
import static dev.hoist.kernel.elevation.Cast.within;
import static dev.hoist.kernel.elevation.Cast.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.elevation.Elevation.Active;
import dev.hoist.kernel.elevation.Outcome.Refused;
import dev.hoist.kernel.elevation.Outcome.Step;
import dev.hoist.kernel.elevation.Outcome.Unchanged;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExtendingTest {
  private static final Instant END = NOON.plus(HOUR);
  private static final Optional<Duration> ALL = Optional.empty();
  private static final Optional<Duration> TEN_MINUTES = Optional.of(Duration.ofMinutes(10));

  private static Event.ExtendedBy extended(Active state, int number, Optional<Duration> asked) {
    return extended(ANA, number, asked, allowed(state.request().terms()));
  }

  private static Event.ExtendedBy extended(
      Subject by, int number, Optional<Duration> asked, Decision decision) {
    return new Event.ExtendedBy(by, number, asked, decision, true);
  }

  private static Active longer(Active state, int number, Optional<Duration> asked) {
    return (Active) after(Lifecycle.step(state, extended(state, number, asked), NOON));
  }

  private static Refused refused(Elevation state, Event event, Instant now) {
    return (Refused) Lifecycle.step(state, event, now);
  }

  @Test
  @DisplayName("S02 an extension moves the end by what was asked, or by all that the rule allows")
  void movesTheEnd() {
    Active state = active(extendable(2));
    Step step = (Step) Lifecycle.step(state, extended(state, 1, TEN_MINUTES), NOON);
    assertThat(step.effects()).containsExactly(new Effect.Extend(state.id()));
    Active once = (Active) step.next();
    assertThat(once.grant().until()).isEqualTo(END.plusSeconds(600));
    assertThat(longer(once, 2, ALL).grant().until())
        .isEqualTo(END.plusSeconds(600).plus(HALF_HOUR));
    assertThat(once.grant().given()).isEqualTo(HOUR);
  }

  @Test
  @DisplayName("S13 the same extension again has no effect, and another one under its number none")
  void once() {
    Active state = longer(active(extendable(2)), 1, TEN_MINUTES);
    assertThat(Lifecycle.step(state, extended(state, 1, TEN_MINUTES), NOON))
        .isEqualTo(new Unchanged(state));
    for (int number : List.of(-1, 0, 1, 3)) {
      assertThat(refused(state, extended(state, number, ALL), NOON).why())
          .isEqualTo(Refusal.ALREADY_EXTENDED);
    }
  }

  @Test
  @DisplayName("S08 no oftener than was approved, and then the rule and the next move are named")
  void usedUp() {
    Active state = longer(active(extendable(1)), 1, ALL);
    assertThat(refused(state, extended(state, 2, ALL), NOON).message())
        .isEqualTo(
            "G-7 is not extended: rule \"writes\" allows one extension, and that is used up;"
                + " ask again with: hoist request new orders --role fix");
    assertThat(state.extendable(NOON)).isFalse();
  }

  @Test
  void aRuleWithoutExtensionIsNamed() {
    assertThat(refused(active(), extended(active(), 1, ALL), NOON).message())
        .contains("rule \"writes\" allows no extension", "hoist request new orders --role fix");
    assertThat(active().extendable(NOON)).isFalse();
  }

  @Test
  @DisplayName("S08 no longer at a time than was approved")
  void tooLong() {
    Active state = active(extendable(1));
    for (Duration length : List.of(HOUR, Duration.ZERO, HOUR.negated())) {
      Refused no = refused(state, extended(state, 1, Optional.of(length)), NOON);
      assertThat(no.why()).isEqualTo(Refusal.BAD_LIMIT);
      assertThat(no.message()).contains("at most 30m", "hoist extend G-7 --for 30m");
    }
  }

  @Test
  @DisplayName("S08 the policy of now narrows an extension and never widens it")
  void policyOfNow() {
    Active state = active(extendable(2));
    Terms less =
        within(new Limits(Optional.of(new Extension(Duration.ofMinutes(5), 1)), Optional.empty()));
    var five = extended(ANA, 1, ALL, allowed(less));
    Active once = (Active) after(Lifecycle.step(state, five, NOON));
    assertThat(once.grant().until()).isEqualTo(END.plusSeconds(300));
    assertThat(refused(once, extended(ANA, 2, ALL, allowed(less)), NOON).message())
        .contains("used up");
    for (Decision no :
        List.of(
            new Decision.Denied(Optional.empty(), "no rule gives it"),
            allowed(terms(HALF_HOUR)),
            allowed(terms(HOUR)),
            allowed(idling(HALF_HOUR)),
            allowed(extendable(2, stage(1, "group:leads"))))) {
      assertThat(refused(state, extended(ANA, 1, ALL, no), NOON).why())
          .as("%s", no)
          .isEqualTo(Refusal.NOT_EXTENDED);
    }
  }

  @Test
  @DisplayName("S08 nothing lasts beyond the last day that the rule allows")
  void lastDay() {
    Instant last = END.plusSeconds(60);
    Terms until =
        within(
            new Limits(
                Optional.of(new Extension(HALF_HOUR, 2)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(last),
                List.of(),
                false));
    Active once = longer(active(until), 1, ALL);
    assertThat(once.grant().until()).isEqualTo(last);
    assertThat(once.extendable(NOON)).isFalse();
    assertThat(refused(once, extended(once, 2, ALL), NOON).message()).contains(last.toString());
  }

  @Test
  @DisplayName("S08 whoever agreed to so long at most agreed to no longer grant by extension")
  void approversLimit() {
    Elevation state = pending(extendable(2, stage(1, "group:leads")));
    var approved =
        (Elevation.Approved)
            after(Lifecycle.step(state, yes(state, DANA, Duration.ofMinutes(20)), NOON));
    var ready = after(Lifecycle.step(approved, checked(approved), NOON));
    Active active = (Active) after(Lifecycle.step(ready, new Event.Provisioned(), NOON));
    assertThat(refused(active, extended(active, 1, ALL), NOON).why())
        .isEqualTo(Refusal.NOT_EXTENDED);
    assertThat(active.extendable(NOON)).isFalse();
  }

  @Test
  void onlyItsHolderAndOnlyWhileTheyMayAct() {
    Active state = active(extendable(1));
    var terms = allowed(state.request().terms());
    assertThat(refused(state, extended(DANA, 1, ALL, terms), NOON).why())
        .isEqualTo(Refusal.NOT_YOURS);
    var disabled = new Event.ExtendedBy(ANA, 1, ALL, terms, false);
    assertThat(refused(state, disabled, NOON).why()).isEqualTo(Refusal.NOT_EXTENDED);
  }

  @Test
  @DisplayName("S02 what is over does not come back, and what is not there yet is not extended")
  void onlyWhileActive() {
    Active state = active(extendable(1));
    assertThat(after(Lifecycle.step(state, extended(state, 1, ALL), END)))
        .isInstanceOf(Elevation.Revoking.class);
    assertThat(refused(revoking(), extended(state, 1, ALL), NOON))
        .isEqualTo(
            new Refused(
                Refusal.TOO_LATE,
                "R-7 is over; ask again with: hoist request new orders --role fix"));
    Elevation ended = after(Lifecycle.step(revoking(), new Event.ProvedAbsent(), NOON));
    assertThat(refused(ended, extended(state, 1, ALL), NOON).why()).isEqualTo(Refusal.TOO_LATE);
    for (Elevation early : List.of(provisioning(), Cast.approved(), Cast.waiting())) {
      assertThat(refused(early, extended(state, 1, ALL), NOON).why()).isEqualTo(Refusal.NOT_ACTIVE);
    }
  }

  @Test
  @DisplayName("S08 a policy that would not extend it so ends it where the rule says so")
  void onChangeRevoke() {
    Terms revoked =
        within(
            new Limits(
                Optional.of(new Extension(HALF_HOUR, 2)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                true));
    Active once = longer(active(revoked), 1, ALL);
    assertThat(Lifecycle.step(once, new Event.Redecided(allowed(revoked), false), NOON))
        .isEqualTo(new Unchanged(once));
    assertThat(after(Lifecycle.step(once, new Event.Redecided(allowed(terms(HOUR)), false), NOON)))
        .isInstanceOf(Elevation.Revoking.class);
  }
}
