package dev.hoist.kernel.elevation;

import static dev.hoist.kernel.elevation.Cast.ANA;
import static dev.hoist.kernel.elevation.Cast.DANA;
import static dev.hoist.kernel.elevation.Cast.HALF_HOUR;
import static dev.hoist.kernel.elevation.Cast.HOUR;
import static dev.hoist.kernel.elevation.Cast.KIM;
import static dev.hoist.kernel.elevation.Cast.LEE;
import static dev.hoist.kernel.elevation.Cast.NOON;
import static dev.hoist.kernel.elevation.Cast.after;
import static dev.hoist.kernel.elevation.Cast.allowed;
import static dev.hoist.kernel.elevation.Cast.checked;
import static dev.hoist.kernel.elevation.Cast.disabled;
import static dev.hoist.kernel.elevation.Cast.pending;
import static dev.hoist.kernel.elevation.Cast.stage;
import static dev.hoist.kernel.elevation.Cast.standing;
import static dev.hoist.kernel.elevation.Cast.terms;
import static dev.hoist.kernel.elevation.Cast.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.elevation.Elevation.Approved;
import dev.hoist.kernel.elevation.Elevation.Failed;
import dev.hoist.kernel.elevation.Elevation.Provisioning;
import dev.hoist.kernel.elevation.Elevation.Withdrawn;
import dev.hoist.kernel.elevation.Outcome.Step;
import dev.hoist.kernel.elevation.Outcome.Unchanged;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Escalation;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ActivationTest {
  private static final Terms TWO_LEADS = terms(HOUR, stage(2, "group:leads"));
  private static final Approved APPROVED = approvedByTwo();

  private static Approved approvedByTwo() {
    var pending = pending(TWO_LEADS);
    Elevation half = after(Lifecycle.step(pending, yes(pending, DANA), NOON));
    return (Approved) after(Lifecycle.step(half, yes(half, LEE), NOON));
  }

  @Test
  void theTargetIsTouchedAfterTheLastLook() {
    var step = (Step) Lifecycle.step(APPROVED, checked(APPROVED), NOON);
    assertThat(step.next()).isInstanceOf(Provisioning.class);
    assertThat(step.effects()).containsExactly(new Effect.Provision(APPROVED.id()));
  }

  @Test
  @DisplayName("S14 an approver disabled since is no approver")
  void approverDisabled() {
    failed(lookingAt(disabled(LEE)), "lee may no longer approve it");
  }

  @Test
  @DisplayName("S14 an approver who left the group since is no approver")
  void approverLeft() {
    failed(lookingAt(new Approver(LEE, Set.of("group:sre"))), "lee may no longer approve it");
  }

  @Test
  @DisplayName("S14 an approver who is gone is no approver")
  void approverGone() {
    var looked = new Event.Checked(Map.of(DANA.id(), standing(DANA)), allowed(TWO_LEADS), true);
    failed(looked, "lee may no longer approve it");
  }

  @Test
  @DisplayName("S14 who approved before the escalation counts only by what they were then asked as")
  void escalationThatNeverCame() {
    Approved early = approvedByLee(NOON.plusSeconds(60));
    var left = new Approver(LEE, Set.of("group:sre"));
    assertThat(after(Lifecycle.step(early, lookingAt(early, left), NOON.plusSeconds(61))))
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.why()).isEqualTo("lee may no longer approve it"));
  }

  @Test
  @DisplayName("S14 who approved after the escalation counts by it")
  void escalationThatCame() {
    Instant after = NOON.plusSeconds(25 * 60);
    Approved late = approvedByLee(after);
    var left = new Approver(LEE, Set.of("group:sre"));
    assertThat(after(Lifecycle.step(late, lookingAt(late, left), after)))
        .isInstanceOf(Provisioning.class);
  }

  /** By a lead who is in sre, too, to whom the round escalates after 25 minutes. */
  private static Approved approvedByLee(Instant at) {
    var escalation = new Escalation(Duration.ofMinutes(25), Set.of("group:sre"));
    var stage = new Stage(1, Set.of("group:leads"), HALF_HOUR, Optional.of(escalation));
    var pending = pending(terms(HOUR, stage));
    return (Approved) after(Lifecycle.step(pending, yes(pending, LEE), at));
  }

  private static Event.Checked lookingAt(Approved state, Approver approver) {
    return new Event.Checked(
        Map.of(approver.subject().id(), approver), allowed(state.request().terms()), true);
  }

  @Test
  @DisplayName("S10 an approver who turned out to answer to the requester is no approver")
  void approverIsTheRequestersBot() {
    var bot = new Approver(Cast.bot("lee", ANA), standing(LEE).standing());
    var approvers = Map.of(DANA.id(), standing(DANA), LEE.id(), bot);
    failed(new Event.Checked(approvers, allowed(TWO_LEADS), true), "lee may no longer approve it");
  }

  @Test
  @DisplayName("S09 a requester, target or role that is another by now gets nothing")
  void bindingChanged() {
    var looked = new Event.Checked(checked(APPROVED).approvers(), allowed(TWO_LEADS), false);
    failed(looked, "its requester, target or role is not what it was when it was asked");
  }

  @Test
  @DisplayName("S08 what policy no longer allows is not granted")
  void policyChanged() {
    String why = "policy no longer allows it as it was approved";
    failed(checked(APPROVED, new Decision.Denied(Optional.empty(), "no")), why);
    failed(checked(APPROVED, new Decision.Amend("writes", TWO_LEADS, List.of("a ticket"))), why);
    failed(checked(APPROVED, allowed(terms(HALF_HOUR, stage(2, "group:leads")))), why);
    failed(checked(APPROVED, allowed(terms(HOUR, stage(3, "group:leads")))), why);
    failed(checked(APPROVED, allowed(terms(HOUR, stage(2, "group:security")))), why);
    failed(checked(APPROVED, new Decision.Allowed("another rule", TWO_LEADS)), why);
  }

  @Test
  @DisplayName("S08 what would have to end earlier by now is not granted")
  void limitsChanged() {
    Instant sooner = NOON.plusSeconds(1_800);
    var limits =
        new Limits(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(sooner),
            List.of(),
            false);
    var until = new Terms(HOUR, List.of(), limits, Aftercare.NONE, List.of());
    failed(checked(APPROVED, allowed(until)), "policy no longer allows it as it was approved");
    assertThat(Cast.approved(until).grant().until()).isEqualTo(sooner);
    assertThat(Lifecycle.open(Cast.request(until), sooner).next()).isInstanceOf(Failed.class);
  }

  @Test
  @DisplayName("S08 what policy allows on easier terms by now is still granted as approved")
  void policyEased() {
    granted(checked(APPROVED, allowed(terms(HOUR.multipliedBy(2)))));
    granted(checked(APPROVED, allowed(terms(HOUR, stage(1, "group:leads")))));
    granted(checked(APPROVED, allowed(terms(HOUR, stage(2, "group:leads", "group:sre")))));
  }

  @Test
  @DisplayName("S12 approvals of something else do not activate what is stored")
  void digestAtActivation() {
    Request longer = APPROVED.request();
    longer =
        new Request(
            longer.id(),
            longer.requester(),
            longer.target(),
            longer.role(),
            longer.asked(),
            Optional.of("another reason"),
            longer.rule(),
            longer.terms(),
            longer.policy(),
            longer.at());
    var edited = new Approved(longer, APPROVED.approvals(), APPROVED.grant());
    assertThat(after(Lifecycle.step(edited, checked(edited), NOON)))
        .isEqualTo(new Failed(longer, APPROVED.approvals(), "it is not what dana approved", NOON));
  }

  @Test
  @DisplayName("S11 a stored quorum is counted again")
  void quorumAtActivation() {
    var short1 =
        new Approved(APPROVED.request(), APPROVED.approvals().subList(0, 1), APPROVED.grant());
    assertThat(after(Lifecycle.step(short1, checked(short1), NOON)))
        .isEqualTo(
            new Failed(
                APPROVED.request(),
                short1.approvals(),
                "not enough different people approved it",
                NOON));
  }

  @Test
  @DisplayName("S02 time that ran out while it waited is not given again")
  void ranOut() {
    Instant over = NOON.plus(HOUR);
    for (Event event : List.of(checked(APPROVED), new Event.TimePassed())) {
      assertThat(after(Lifecycle.step(APPROVED, event, over)))
          .isEqualTo(
              new Failed(
                  APPROVED.request(),
                  APPROVED.approvals(),
                  "its time ran out before the target could be prepared",
                  over));
    }
  }

  @Test
  void itCanStillBeTakenBackRevokedAndForbidden() {
    assertThat(after(step(new Event.DoneBy(ANA)))).isInstanceOf(Withdrawn.class);
    assertThat(after(step(new Event.WithdrawnBy(ANA))))
        .isEqualTo(new Withdrawn(APPROVED.request(), APPROVED.approvals(), NOON));
    assertThat(step(new Event.DoneBy(KIM))).isInstanceOf(Outcome.Refused.class);
    assertThat(after(step(new Event.RevokedBy(KIM, "incident")))).isInstanceOf(Failed.class);
    assertThat(after(step(new Event.SubjectDisabled()))).isInstanceOf(Failed.class);
    assertThat(step(new Event.Redecided(allowed(TWO_LEADS), true)))
        .isEqualTo(new Unchanged(APPROVED));
    assertThat(after(step(new Event.Redecided(new Decision.Denied(Optional.empty(), "no"), false))))
        .isInstanceOf(Failed.class);
  }

  private static Outcome step(Event event) {
    return Lifecycle.step(APPROVED, event, NOON);
  }

  private static Event.Checked lookingAt(Approver changed) {
    return new Event.Checked(
        Map.of(DANA.id(), standing(DANA), changed.subject().id(), changed),
        allowed(TWO_LEADS),
        true);
  }

  private static void failed(Event.Checked checked, String why) {
    assertThat(after(step(checked)))
        .isEqualTo(new Failed(APPROVED.request(), APPROVED.approvals(), why, NOON));
  }

  private static void granted(Event.Checked checked) {
    assertThat(after(step(checked)))
        .isInstanceOfSatisfying(
            Provisioning.class, p -> assertThat(p.grant()).isEqualTo(APPROVED.grant()));
  }
}
