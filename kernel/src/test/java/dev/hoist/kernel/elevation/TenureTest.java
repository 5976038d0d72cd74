package dev.hoist.kernel.elevation;

import static dev.hoist.kernel.elevation.Cast.ANA;
import static dev.hoist.kernel.elevation.Cast.DANA;
import static dev.hoist.kernel.elevation.Cast.HOUR;
import static dev.hoist.kernel.elevation.Cast.NOON;
import static dev.hoist.kernel.elevation.Cast.active;
import static dev.hoist.kernel.elevation.Cast.after;
import static dev.hoist.kernel.elevation.Cast.idling;
import static dev.hoist.kernel.elevation.Cast.provisioning;
import static dev.hoist.kernel.elevation.Cast.revoking;
import static dev.hoist.kernel.elevation.Cast.standing;
import static dev.hoist.kernel.elevation.Cast.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.elevation.Elevation.Ended;
import dev.hoist.kernel.elevation.Elevation.Granted;
import dev.hoist.kernel.elevation.Elevation.Revoking;
import dev.hoist.kernel.elevation.Outcome.Refused;
import dev.hoist.kernel.elevation.Outcome.Step;
import dev.hoist.kernel.elevation.Outcome.Unchanged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TenureTest {
  private static final Instant OVER = NOON.plus(HOUR);

  @Test
  @DisplayName("S02 a grant ends at its one absolute expiry, in whatever state it is")
  void expires() {
    for (Granted state : List.of(provisioning(), active())) {
      assertThat(Lifecycle.step(state, new Event.TimePassed(), OVER.minusNanos(1)))
          .isEqualTo(new Unchanged(state));
      endsWith(state, new Event.TimePassed(), OVER, EndCause.EXPIRED);
    }
  }

  @Test
  @DisplayName("S02 a target that was ready too late is taken back at once")
  void provisionedTooLate() {
    endsWith(provisioning(), new Event.Provisioned(), OVER, EndCause.EXPIRED);
  }

  @Test
  @DisplayName("S02 any event finds a grant expired when its timer did not")
  void expiresWithoutTimer() {
    endsWith(active(), new Event.DoneBy(ANA), OVER, EndCause.EXPIRED);
    endsWith(provisioning(), new Event.WithdrawnBy(DANA), OVER, EndCause.EXPIRED);
  }

  @Test
  @DisplayName("S05 a half-made privilege is taken back, not forgotten")
  void provisionFailed() {
    endsWith(
        provisioning(), new Event.ProvisionFailed("no route"), NOON, EndCause.PROVISION_FAILED);
  }

  @Test
  void endsWhenGivenBackRevokedOrDisabled() {
    for (Granted state : List.of(provisioning(), active())) {
      endsWith(state, new Event.DoneBy(ANA), NOON, EndCause.DONE);
      endsWith(state, new Event.WithdrawnBy(ANA), NOON, EndCause.DONE);
      endsWith(state, new Event.RevokedBy(DANA, "wrong table"), NOON, EndCause.REVOKED);
      endsWith(state, new Event.SubjectDisabled(), NOON, EndCause.SUBJECT_DISABLED);
      assertThat(Lifecycle.step(state, new Event.DoneBy(DANA), NOON)).isInstanceOf(Refused.class);
    }
  }

  @Test
  void endsWhenItLayUnusedForAsLongAsPolicySays() {
    Elevation.Active state = active(idling(Duration.ofMinutes(15)));
    var since = new Event.LaidUnused(NOON.plusSeconds(60));
    Instant end = NOON.plusSeconds(16 * 60);
    assertThat(state.unusedUntil(since.since())).contains(end);
    assertThat(Lifecycle.step(state, since, end.minusNanos(1))).isEqualTo(new Unchanged(state));
    endsWith(state, since, end, EndCause.IDLE);
  }

  @Test
  void liesUnusedWhereNothingIsSaidAndBeforeItIsReady() {
    var since = new Event.LaidUnused(NOON);
    for (Granted state : List.of(active(), provisioning(idling(Duration.ofMinutes(15))))) {
      assertThat(Lifecycle.step(state, since, OVER.minusNanos(1))).isEqualTo(new Unchanged(state));
    }
  }

  @Test
  @DisplayName("S02 a grant that is over ends by its deadline, however long it lay unused")
  void deadlineComesFirst() {
    endsWith(
        active(idling(Duration.ofMinutes(15))), new Event.LaidUnused(NOON), OVER, EndCause.EXPIRED);
  }

  @Test
  @DisplayName("S05 a grant is ended only by proof, however often taking it back fails")
  void endedOnlyByProof() {
    Elevation state = revoking();
    for (Event event :
        List.of(new Event.TimePassed(), new Event.RevokedBy(DANA, ""), new Event.Provisioned())) {
      assertThat(Lifecycle.step(state, event, OVER)).isEqualTo(new Unchanged(state));
    }
    state = after(Lifecycle.step(state, new Event.RevocationFailed("target down"), OVER));
    assertThat(((Revoking) state).debt()).contains("target down");
    assertThat(after(Lifecycle.step(state, new Event.ProvedAbsent(), OVER)))
        .isInstanceOfSatisfying(Ended.class, e -> assertThat(e.provedAt()).isEqualTo(OVER));
  }

  @Test
  @DisplayName("S05 proof counts only after the privilege was ordered to be taken back")
  void noEarlyProof() {
    for (Instant now : List.of(NOON, OVER)) {
      assertThat(Lifecycle.step(active(), new Event.ProvedAbsent(), now))
          .isEqualTo(new Unchanged(active()));
    }
  }

  @Test
  @DisplayName("S13 a late report changes nothing, and a late yes or no is refused")
  void lateEvents() {
    assertThat(Lifecycle.step(active(), yes(active(), DANA), NOON)).isInstanceOf(Refused.class);
    assertThat(Lifecycle.step(active(), new Event.DeniedBy(standing(DANA), ""), NOON))
        .isInstanceOf(Refused.class);
    Elevation ended = after(Lifecycle.step(revoking(), new Event.ProvedAbsent(), OVER));
    assertThat(Lifecycle.step(ended, new Event.Provisioned(), OVER))
        .isEqualTo(new Unchanged(ended));
    assertThat(Lifecycle.step(ended, new Event.WithdrawnBy(DANA), OVER))
        .isInstanceOf(Refused.class);
  }

  private static void endsWith(Granted state, Event event, Instant now, EndCause cause) {
    var step = (Step) Lifecycle.step(state, event, now);
    assertThat(step.next())
        .isInstanceOfSatisfying(
            Revoking.class,
            revoking -> {
              assertThat(revoking.end().cause()).isEqualTo(cause);
              assertThat(revoking.end().at()).isEqualTo(now);
              assertThat(revoking.grant()).isEqualTo(state.grant());
              assertThat(revoking.debt()).isEqualTo(Optional.empty());
            });
    assertThat(step.effects())
        .containsExactly(new Effect.CutSessions(state.id()), new Effect.Deprovision(state.id()));
  }
}
