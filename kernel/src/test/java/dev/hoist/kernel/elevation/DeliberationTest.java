package dev.hoist.kernel.elevation;

import static dev.hoist.kernel.elevation.Cast.ANA;
import static dev.hoist.kernel.elevation.Cast.ANAS_BOT;
import static dev.hoist.kernel.elevation.Cast.DANA;
import static dev.hoist.kernel.elevation.Cast.DANAS_BOT;
import static dev.hoist.kernel.elevation.Cast.HALF_HOUR;
import static dev.hoist.kernel.elevation.Cast.HOUR;
import static dev.hoist.kernel.elevation.Cast.KIM;
import static dev.hoist.kernel.elevation.Cast.LEE;
import static dev.hoist.kernel.elevation.Cast.NOON;
import static dev.hoist.kernel.elevation.Cast.SAM;
import static dev.hoist.kernel.elevation.Cast.after;
import static dev.hoist.kernel.elevation.Cast.disabled;
import static dev.hoist.kernel.elevation.Cast.pending;
import static dev.hoist.kernel.elevation.Cast.request;
import static dev.hoist.kernel.elevation.Cast.stage;
import static dev.hoist.kernel.elevation.Cast.standing;
import static dev.hoist.kernel.elevation.Cast.terms;
import static dev.hoist.kernel.elevation.Cast.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.elevation.Elevation.Approved;
import dev.hoist.kernel.elevation.Elevation.Denied;
import dev.hoist.kernel.elevation.Elevation.Lapsed;
import dev.hoist.kernel.elevation.Elevation.Pending;
import dev.hoist.kernel.elevation.Elevation.Withdrawn;
import dev.hoist.kernel.elevation.Outcome.Refused;
import dev.hoist.kernel.elevation.Outcome.Unchanged;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Escalation;
import dev.hoist.kernel.policy.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeliberationTest {
  private static final Pending ONE_LEAD = pending(terms(HOUR, stage(1, "group:leads")));
  private static final Pending TWO_LEADS = pending(terms(HOUR, stage(2, "group:leads")));
  private static final Pending LEAD_THEN_SRE =
      pending(terms(HOUR, stage(1, "group:leads"), stage(1, "group:sre")));

  @Test
  void oneYesGrantsFromThatMoment() {
    Instant later = NOON.plusSeconds(600);
    var approved = (Approved) after(step(ONE_LEAD, yes(ONE_LEAD, DANA), later));
    assertThat(approved.grant()).isEqualTo(new Grant(new GrantId(7), later, later.plus(HOUR)));
  }

  @Test
  void nobodyIsAskedWherePolicyAsksNobody() {
    var step = Lifecycle.open(request(terms(HALF_HOUR)), NOON);
    assertThat(step.effects()).containsExactly(new Effect.Check(new RequestId(7)));
    assertThat(((Approved) step.next()).grant().until()).isEqualTo(NOON.plus(HALF_HOUR));
  }

  @Test
  @DisplayName("S10 nobody approves their own request, not even as a lead")
  void ownRequest() {
    refused(ONE_LEAD, yes(ONE_LEAD, ANA), Refusal.SELF_APPROVAL);
  }

  @Test
  @DisplayName("S10 nobody's bot or second account approves their request")
  void ownBot() {
    refused(ONE_LEAD, yes(ONE_LEAD, ANAS_BOT), Refusal.SELF_APPROVAL);
  }

  @Test
  @DisplayName("S10 nobody approves what their own bot asked for")
  void botsRequest() {
    Request bots = requestOf(ANAS_BOT);
    var pending = (Pending) Lifecycle.open(bots, NOON).next();
    refused(pending, yes(pending, ANA), Refusal.SELF_APPROVAL);
    refused(pending, yes(pending, ANAS_BOT), Refusal.SELF_APPROVAL);
  }

  @Test
  @DisplayName("S11 a person and their bot are one voice")
  void personAndBot() {
    var half = after(step(TWO_LEADS, yes(TWO_LEADS, DANA), NOON));
    refused(half, yes(half, DANAS_BOT), Refusal.ALREADY_APPROVED);
    assertThat(after(step(half, yes(half, LEE), NOON))).isInstanceOf(Approved.class);
  }

  @Test
  @DisplayName("S11 who spoke in one round does not speak in the next")
  void roundsAskDifferentPeople() {
    var second = after(step(LEAD_THEN_SRE, yes(LEAD_THEN_SRE, LEE), NOON));
    refused(second, yes(second, LEE), Refusal.ALREADY_APPROVED);
    assertThat(after(step(second, yes(second, SAM), NOON))).isInstanceOf(Approved.class);
  }

  @Test
  void eachRoundHasItsOwnTimeFromWhenItOpened() {
    Instant later = NOON.plusSeconds(1_200);
    var second = (Pending) after(step(LEAD_THEN_SRE, yes(LEAD_THEN_SRE, DANA), later));
    assertThat(second.stage()).isEqualTo(1);
    assertThat(second.lapsesAt()).isEqualTo(later.plus(HALF_HOUR));
  }

  @Test
  void whoMayNotSpeakInTheOpenRoundIsToldWhoMay() {
    Refused refused = refused(LEAD_THEN_SRE, yes(LEAD_THEN_SRE, SAM), Refusal.NOT_AN_APPROVER);
    assertThat(refused.message())
        .isEqualTo("sam may not decide on R-7; it waits for one of: group:leads");
  }

  @Test
  void othersJoinWhenARoundEscalates() {
    var escalation = new Escalation(Duration.ofMinutes(10), Set.of("group:sre"));
    var stage = new Stage(1, Set.of("group:leads"), HALF_HOUR, Optional.of(escalation));
    Pending pending = pending(terms(HOUR, stage));
    Instant then = NOON.plusSeconds(600);
    assertThat(Lifecycle.awaits(pending, standing(SAM), then.minusNanos(1))).isFalse();
    refused(pending, yes(pending, SAM), Refusal.NOT_AN_APPROVER);
    assertThat(Lifecycle.awaits(pending, standing(SAM), then)).isTrue();
    var approved = (Approved) after(step(pending, yes(pending, SAM), then));
    assertThat(after(step(approved, Cast.checked(approved), then)))
        .isInstanceOf(Elevation.Provisioning.class);
  }

  @Test
  @DisplayName("S14 a disabled approver says nothing that counts")
  void disabledApprover() {
    Digest shown = ONE_LEAD.request().digest();
    var yes = new Event.ApprovedBy(disabled(DANA), shown, Optional.empty(), "");
    refused(ONE_LEAD, yes, Refusal.NOT_AN_APPROVER);
    refused(ONE_LEAD, new Event.DeniedBy(disabled(DANA), ""), Refusal.NOT_AN_APPROVER);
  }

  @Test
  @DisplayName("S12 a yes to something else is none")
  void staleDigest() {
    Digest other = requestOf(ANAS_BOT).digest();
    var yes = new Event.ApprovedBy(standing(DANA), other, Optional.empty(), "");
    refused(ONE_LEAD, yes, Refusal.STALE_DIGEST);
  }

  @Test
  @DisplayName("S13 the same yes ten times is one")
  void sameYesTenTimes() {
    var yes = yes(TWO_LEADS, DANA);
    Elevation half = after(step(TWO_LEADS, yes, NOON));
    for (int i = 0; i < 10; i++) {
      assertThat(step(half, yes, NOON)).isEqualTo(new Unchanged(half));
    }
  }

  @Test
  @DisplayName("a second yes for less time is not silently the first one")
  void changedMind() {
    Elevation half = after(step(TWO_LEADS, yes(TWO_LEADS, DANA), NOON));
    refused(half, yes(half, DANA, HALF_HOUR), Refusal.ALREADY_APPROVED);
  }

  @Test
  @DisplayName("S08 the shortest limit of all who approved is the grant's")
  void shortestLimit() {
    Elevation half = after(step(TWO_LEADS, yes(TWO_LEADS, DANA, HALF_HOUR), NOON));
    var approved = (Approved) after(step(half, yes(half, LEE, HOUR), NOON));
    assertThat(approved.grant().length()).isEqualTo(HALF_HOUR);
  }

  @Test
  @DisplayName("S08 no limit lengthens a grant")
  void badLimits() {
    for (Duration limit :
        List.of(
            Duration.ZERO, HOUR.negated(), HOUR.plusNanos(1), Duration.ofSeconds(Long.MAX_VALUE))) {
      refused(ONE_LEAD, yes(ONE_LEAD, DANA, limit), Refusal.BAD_LIMIT);
    }
  }

  @Test
  @DisplayName("S13 of a yes and a no in the same moment the first one counts")
  void yesAndNoRace() {
    var no = new Event.DeniedBy(standing(LEE), "not today");
    Elevation denied = after(step(ONE_LEAD, no, NOON));
    assertThat(denied)
        .isEqualTo(
            new Denied(
                ONE_LEAD.request(), List.of(), Optional.of(standing(LEE)), "not today", NOON));
    refused(denied, yes(denied, DANA), Refusal.TOO_LATE);
    Elevation approved = after(step(ONE_LEAD, yes(ONE_LEAD, DANA), NOON));
    refused(approved, no, Refusal.TOO_LATE);
  }

  @Test
  void whoMaySpeakInALaterRoundMayAlreadySayNo() {
    var no = new Event.DeniedBy(standing(SAM), "no");
    assertThat(after(step(LEAD_THEN_SRE, no, NOON))).isInstanceOf(Denied.class);
    refused(LEAD_THEN_SRE, new Event.DeniedBy(standing(KIM), "no"), Refusal.NOT_AN_APPROVER);
  }

  @Test
  @DisplayName("S25 who agreed is still told of a request that came to nothing")
  void approvalsOutliveIt() {
    Elevation half = after(step(TWO_LEADS, yes(TWO_LEADS, DANA), NOON));
    assertThat(half.approvals()).hasSize(1);
    Instant due = NOON.plus(HALF_HOUR);
    assertThat(
            Stream.of(
                step(half, new Event.WithdrawnBy(ANA), NOON),
                step(half, new Event.DeniedBy(standing(LEE), "no"), NOON),
                step(half, new Event.TimePassed(), due)))
        .extracting(outcome -> after(outcome).approvals())
        .containsOnly(half.approvals());
  }

  @Test
  void onlyWhoAskedTakesItBack() {
    refused(ONE_LEAD, new Event.WithdrawnBy(DANA), Refusal.NOT_YOURS);
    refused(ONE_LEAD, new Event.DoneBy(DANA), Refusal.NOT_YOURS);
    assertThat(after(step(ONE_LEAD, new Event.WithdrawnBy(ANA), NOON)))
        .isEqualTo(new Withdrawn(ONE_LEAD.request(), List.of(), NOON));
    assertThat(after(step(ONE_LEAD, new Event.DoneBy(ANA), NOON))).isInstanceOf(Withdrawn.class);
  }

  @Test
  void aRevokedOrDisabledRequestersRequestIsDenied() {
    assertThat(after(step(ONE_LEAD, new Event.RevokedBy(KIM, "incident"), NOON)))
        .isEqualTo(
            new Denied(
                ONE_LEAD.request(), List.of(), Optional.empty(), "revoked by kim: incident", NOON));
    assertThat(after(step(ONE_LEAD, new Event.SubjectDisabled(), NOON))).isInstanceOf(Denied.class);
  }

  @Test
  @DisplayName("a request lapses at its time, even when the timer comes late and a yes is first")
  void lapsesWithoutTimer() {
    Instant due = NOON.plus(HALF_HOUR);
    assertThat(step(ONE_LEAD, new Event.TimePassed(), due.minusNanos(1)))
        .isEqualTo(new Unchanged(ONE_LEAD));
    assertThat(after(step(ONE_LEAD, new Event.TimePassed(), due)))
        .isEqualTo(new Lapsed(ONE_LEAD.request(), List.of(), due));
    assertThat(after(step(ONE_LEAD, yes(ONE_LEAD, DANA), due))).isInstanceOf(Lapsed.class);
  }

  @Test
  void itWaitsForThoseWhoMaySpeakNow() {
    assertThat(Lifecycle.awaits(TWO_LEADS, standing(DANA), NOON)).isTrue();
    assertThat(Lifecycle.awaits(TWO_LEADS, standing(ANA), NOON)).isFalse();
    assertThat(Lifecycle.awaits(TWO_LEADS, standing(SAM), NOON)).isFalse();
    var half = (Pending) after(step(TWO_LEADS, yes(TWO_LEADS, DANA), NOON));
    assertThat(Lifecycle.awaits(half, standing(DANAS_BOT), NOON)).isFalse();
    assertThat(Lifecycle.awaits(half, standing(LEE), NOON)).isTrue();
  }

  private static Request requestOf(Subject requester) {
    Request r = ONE_LEAD.request();
    return new Request(
        r.id(),
        requester,
        r.target(),
        r.role(),
        r.asked(),
        r.reason(),
        r.rule(),
        r.terms(),
        r.policy(),
        r.at());
  }

  private static Outcome step(Elevation state, Event event, Instant now) {
    return Lifecycle.step(state, event, now);
  }

  private static Refused refused(Elevation state, Event event, Refusal why) {
    Outcome outcome = step(state, event, NOON);
    assertThat(outcome).isInstanceOf(Refused.class);
    var refused = (Refused) outcome;
    assertThat(refused.why()).isEqualTo(why);
    return refused;
  }
}
