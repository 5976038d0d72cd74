package dev.hoist.kernel.elevation;

import static dev.hoist.kernel.elevation.Cast.DANA;
import static dev.hoist.kernel.elevation.Cast.HALF_HOUR;
import static dev.hoist.kernel.elevation.Cast.HOUR;
import static dev.hoist.kernel.elevation.Cast.NOON;
import static dev.hoist.kernel.elevation.Cast.SAM;
import static dev.hoist.kernel.elevation.Cast.after;
import static dev.hoist.kernel.elevation.Cast.allowed;
import static dev.hoist.kernel.elevation.Cast.pending;
import static dev.hoist.kernel.elevation.Cast.stage;
import static dev.hoist.kernel.elevation.Cast.standing;
import static dev.hoist.kernel.elevation.Cast.terms;
import static dev.hoist.kernel.elevation.Cast.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.elevation.Elevation.Active;
import dev.hoist.kernel.elevation.Elevation.Denied;
import dev.hoist.kernel.elevation.Elevation.Pending;
import dev.hoist.kernel.elevation.Elevation.Revoking;
import dev.hoist.kernel.elevation.Outcome.Unchanged;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Escalation;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Review;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S08 a policy change narrows what waits, or ends it")
class RedecisionTest {
  private static final Instant LATER = NOON.plusSeconds(600);
  private static final Stage LEAD = stage(1, "group:leads");
  private static final Stage TWO_LEADS = stage(2, "group:leads");
  private static final Stage SRE = stage(1, "group:sre");
  private static final Stage LEAD_OR_SRE = stage(1, "group:leads", "group:sre");

  @Test
  void fewerApprovalsAreNotFewerForWhatWasAskedBefore() {
    unchanged(terms(HOUR, TWO_LEADS), terms(HOUR, LEAD));
    unchanged(terms(HOUR, LEAD), terms(HOUR));
    unchanged(terms(HOUR, LEAD, SRE), terms(HOUR, SRE));
  }

  @Test
  void morePeopleWhoMayApproveAreNotMoreForWhatWasAskedBefore() {
    unchanged(terms(HOUR, LEAD), terms(HOUR, LEAD_OR_SRE));
  }

  @Test
  void aLongerMaximumIsNotLongerForWhatWasAskedBefore() {
    unchanged(terms(HALF_HOUR, LEAD), terms(HOUR, LEAD));
  }

  @Test
  void aMaximumThatIsStillLongEnoughChangesNothing() {
    unchanged(terms(Duration.ofHours(9), LEAD), terms(HOUR, LEAD));
  }

  @Test
  void moreApprovalsAreAskedForAnew() {
    Pending narrowed = narrowed(terms(HOUR, LEAD), terms(HOUR, TWO_LEADS));
    assertThat(narrowed.request().terms()).isEqualTo(terms(HOUR, TWO_LEADS));
    narrowed = narrowed(terms(HOUR, LEAD_OR_SRE), terms(HOUR, LEAD));
    assertThat(narrowed.request().terms()).isEqualTo(terms(HOUR, LEAD));
  }

  @Test
  void aShorterMaximumIsTakenOverWithTheApprovalsOfBefore() {
    Pending narrowed = narrowed(terms(HOUR, TWO_LEADS), terms(HALF_HOUR));
    assertThat(narrowed.request().terms()).isEqualTo(terms(HALF_HOUR, TWO_LEADS));
  }

  @Test
  void moreApprovalsForLongerAreMoreApprovalsForAsLongAsBefore() {
    Pending narrowed = narrowed(terms(HALF_HOUR, LEAD), terms(HOUR, TWO_LEADS));
    assertThat(narrowed.request().terms()).isEqualTo(terms(HALF_HOUR, TWO_LEADS));
  }

  @Test
  void approvalsThatNeitherIncludesTheOtherMeanAskingAgain() {
    Elevation denied = redecided(pending(terms(HOUR, LEAD)), allowed(terms(HOUR, SRE)));
    assertThat(denied).isInstanceOf(Denied.class);
    assertThat(((Denied) denied).note()).contains("ask again");
  }

  @Test
  void aNoOrAnIfEndsIt() {
    Pending pending = pending(terms(HOUR, LEAD));
    Decision no = new Decision.Denied(Optional.of("never"), "not on Fridays");
    assertThat(redecided(pending, no))
        .isEqualTo(
            new Denied(
                pending.request(),
                List.of(),
                Optional.empty(),
                "policy changed: not on Fridays",
                LATER));
    Decision amend = new Decision.Amend("writes", terms(HOUR, LEAD), List.of("give a ticket"));
    assertThat(redecided(pending, amend))
        .isEqualTo(
            new Denied(
                pending.request(),
                List.of(),
                Optional.empty(),
                "policy changed: give a ticket",
                LATER));
  }

  @Test
  @DisplayName("S12 what was said before the change is void, and the old digest with it")
  void approvalsAreVoid() {
    Pending before = pending(terms(HOUR, TWO_LEADS));
    Elevation half = after(Lifecycle.step(before, yes(before, DANA), NOON));
    var narrowed = (Pending) redecided(half, allowed(terms(HALF_HOUR, TWO_LEADS)));
    assertThat(narrowed.approvals()).isEmpty();
    assertThat(Lifecycle.step(narrowed, yes(before, DANA), LATER))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(Refusal.STALE_DIGEST));
    assertThat(Lifecycle.step(narrowed, yes(narrowed, DANA), LATER))
        .isInstanceOf(Outcome.Step.class);
  }

  @Test
  @DisplayName("S12 another rule is another request to approvers, also where it asks for the same")
  void anotherRule() {
    Pending before = pending(terms(HOUR, TWO_LEADS));
    Elevation half = after(Lifecycle.step(before, yes(before, DANA), NOON));
    var review = new Review(Duration.ofDays(1), Set.of("group:leads"));
    var care = new Aftercare(Set.of("user:kim"), Optional.of(review));
    Terms same = before.request().terms();
    var terms =
        new Terms(same.max(), same.stages(), same.limits(), care, same.ask(), same.questions());

    for (var allowed :
        List.of(
            new Decision.Allowed("another rule", same),
            new Decision.Allowed(before.request().rule(), terms))) {
      var narrowed = (Pending) redecided(half, allowed);
      assertThat(narrowed.approvals()).isEmpty();
      assertThat(narrowed.request().rule()).isEqualTo(allowed.rule());
      assertThat(narrowed.request().terms()).isEqualTo(allowed.terms());
      assertThat(narrowed.request().digest()).isNotEqualTo(before.request().digest());
    }
  }

  @Test
  void whatFollowsIsNotForgotten() {
    var kim = new Aftercare(Set.of("user:kim"), Optional.empty());
    var lee = new Aftercare(Set.of("user:lee"), Optional.empty());
    assertThat(kim.and(lee).told()).containsExactlyInAnyOrder("user:kim", "user:lee");
    assertThat(kim.and(lee).covers(lee)).isTrue();
    assertThat(kim.covers(lee)).isFalse();
    var review = Optional.of(new Review(Duration.ofDays(1), Set.of("group:leads")));
    assertThat(new Aftercare(Set.of(), review).and(lee).review()).isEqualTo(review);
    assertThat(lee.covers(new Aftercare(Set.of(), review))).isFalse();
  }

  @Test
  @DisplayName("a change gives no more time to decide")
  void lapsesNoLater() {
    Pending pending = pending(terms(HOUR, LEAD));
    var longer = new Stage(2, Set.of("group:leads"), Duration.ofDays(1));
    var narrowed = (Pending) redecided(pending, allowed(terms(HOUR, longer)));
    assertThat(narrowed.lapsesAt()).isEqualTo(pending.lapsesAt());
    var shorter = new Stage(2, Set.of("group:leads"), Duration.ofMinutes(1));
    narrowed = (Pending) redecided(pending, allowed(terms(HOUR, shorter)));
    assertThat(narrowed.lapsesAt()).isEqualTo(LATER.plusSeconds(60));
  }

  @Test
  void limitsAreAddedNeverDropped() {
    Terms before = with(limits(Optional.of(HALF_HOUR), Optional.empty()), LEAD);
    Instant two = NOON.plusSeconds(7_200);
    Pending narrowed = narrowed(before, with(limits(Optional.empty(), Optional.of(two)), LEAD));
    assertThat(narrowed.request().terms().limits())
        .isEqualTo(limits(Optional.of(HALF_HOUR), Optional.of(two)));
    unchanged(before, terms(HOUR, LEAD));
  }

  @Test
  void anEscalationToMorePeopleIsNotForWhatWasAskedBefore() {
    unchanged(terms(HOUR, LEAD), terms(HOUR, escalating(LEAD, 10, "group:sre")));
    Pending narrowed = narrowed(terms(HOUR, escalating(LEAD, 10, "group:sre")), terms(HOUR, LEAD));
    assertThat(narrowed.request().terms()).isEqualTo(terms(HOUR, LEAD));
  }

  @Test
  void anEscalationThatComesLaterIsNarrower() {
    Stage early = escalating(LEAD, 5, "group:sre");
    Stage late = escalating(LEAD, 10, "group:sre");
    unchanged(terms(HOUR, late), terms(HOUR, early));
    assertThat(narrowed(terms(HOUR, early), terms(HOUR, late)).open()).isEqualTo(late);
    unchanged(terms(HOUR, late), terms(HOUR, LEAD_OR_SRE));
  }

  @Test
  @DisplayName("S14 a round that a change opened anew escalates as late as any other")
  void aRoundThatIsOpenedAnewEscalatesLater() {
    Stage two = escalating(TWO_LEADS, 10, "group:sre");
    Pending narrowed = narrowed(terms(HOUR, escalating(LEAD, 10, "group:sre")), terms(HOUR, two));
    assertThat(Lifecycle.awaits(narrowed, standing(SAM), LATER)).isFalse();
    assertThat(Lifecycle.step(narrowed, yes(narrowed, SAM), LATER))
        .isInstanceOf(Outcome.Refused.class);
    Instant escalated = LATER.plusSeconds(600);
    assertThat(Lifecycle.awaits(narrowed, standing(SAM), escalated)).isTrue();
    assertThat(Lifecycle.step(narrowed, yes(narrowed, SAM), escalated))
        .isInstanceOf(Outcome.Step.class);
  }

  @Test
  void aLiveGrantOutlivesAChangeUnlessItsPolicySaysOtherwise() {
    Active active = Cast.active();
    Decision no = new Decision.Denied(Optional.empty(), "no rule allows it");
    assertThat(Lifecycle.step(active, new Event.Redecided(no, false), LATER))
        .isEqualTo(new Unchanged(active));
    Active bound = Cast.active(with(REVOKE_ON_CHANGE));
    var revoking = (Revoking) redecided(bound, no);
    assertThat(revoking.end())
        .isEqualTo(new End(EndCause.POLICY_CHANGED, Optional.empty(), "", LATER));
    assertThat(redecided(bound, allowed(terms(HALF_HOUR)))).isInstanceOf(Revoking.class);
    Decision same = allowed(bound.request().terms());
    assertThat(Lifecycle.step(bound, new Event.Redecided(same, true), LATER))
        .isEqualTo(new Unchanged(bound));
  }

  @Test
  void aLiveGrantEndsWhenTheChangedPolicySaysSo() {
    Active active = Cast.active();
    for (Decision narrower :
        List.of(
            new Decision.Denied(Optional.empty(), "no rule allows it"),
            allowed(terms(HOUR, TWO_LEADS)),
            allowed(terms(HALF_HOUR)))) {
      Elevation ended = after(Lifecycle.step(active, new Event.Redecided(narrower, true), LATER));
      assertThat(ended).isInstanceOf(Revoking.class);
    }
  }

  private static final Limits REVOKE_ON_CHANGE =
      new Limits(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), true);

  private static Limits limits(Optional<Duration> idle, Optional<Instant> notAfter) {
    return new Limits(Optional.empty(), idle, Optional.empty(), notAfter, List.of(), false);
  }

  private static Terms with(Limits limits, Stage... stages) {
    return new Terms(HOUR, List.of(stages), limits, Aftercare.NONE, List.of());
  }

  private static Stage escalating(Stage stage, int minutes, String to) {
    var escalation = new Escalation(Duration.ofMinutes(minutes), Set.of(to));
    return new Stage(stage.count(), stage.from(), stage.within(), Optional.of(escalation));
  }

  private static void unchanged(Terms before, Terms after) {
    Pending pending = pending(before);
    assertThat(Lifecycle.step(pending, new Event.Redecided(allowed(after), true), LATER))
        .isEqualTo(new Unchanged(pending));
  }

  private static Pending narrowed(Terms before, Terms after) {
    return (Pending) redecided(pending(before), allowed(after));
  }

  private static Elevation redecided(Elevation state, Decision decision) {
    return after(Lifecycle.step(state, new Event.Redecided(decision, false), LATER));
  }
}
