package dev.hoist.control.elevation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class ExtendTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Optional<Duration> ALL = Optional.empty();

  private final World world = new World();
  private Stored grant;
  private Instant end;

  @BeforeEach
  void granted() {
    world.change(SmallPolicy.usual().with("read", extendable()));
    world.start();
    grant = world.opened(world.ana, "read");
    end = world.eventually(grant.id(), Elevation.Active.class).grant().until();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static Terms extendable() {
    var limits = new Limits(Optional.of(new Extension(HOUR, 2)), Optional.empty());
    return new Terms(HOUR, List.of(), limits, Aftercare.NONE, List.of());
  }

  private Result extend(int number) {
    return world.elevations().extend(grant.id(), world.ana, number, ALL);
  }

  private Instant until() {
    return ((Elevation.Granted) world.now(grant.id())).grant().until();
  }

  private static Refusal why(Result result) {
    return ((Result.Refused) result).why();
  }

  private void settled(String effect) {
    Awaitility.await()
        .until(
            () ->
                world.told("outcome").stream()
                    .anyMatch(body -> body.contains("\"effect\":\"" + effect + "\"")));
  }

  @Test
  @DisplayName("S02 S04 S06 an extension is written down, then told the gateway, then the target")
  void extended() {
    assertThat(extend(1)).isInstanceOf(Result.Done.class);
    settled("extend");

    assertThat(until()).isEqualTo(end.plus(HOUR));
    assertThat(world.told("extended")).singleElement().asString().contains("\"number\":1");
    assertThat(world.told("intent")).anyMatch(body -> body.contains("\"extend\""));
    assertThat(world.gateway.extended())
        .singleElement()
        .satisfies(active -> assertThat(active.grant().until()).isEqualTo(end.plus(HOUR)));
    assertThat(world.target.calls())
        .endsWith("extend " + grant.id().grant() + " " + end.plus(HOUR));
  }

  @Test
  @DisplayName("S02 an extended grant lives to its new end and no longer, also over a restart")
  void newEnd() {
    extend(1);
    settled("extend");
    world.restart();
    assertThat(until()).isEqualTo(end.plus(HOUR));
    world.pass(HOUR);
    world.elevations().find(grant.id());
    assertThat(world.now(grant.id())).isInstanceOf(Elevation.Active.class);

    world.pass(Duration.ofMinutes(31));
    var ended = world.eventually(grant.id(), Elevation.Ended.class);
    assertThat(ended.end().cause()).isEqualTo(EndCause.EXPIRED);
    assertThat(ended.grant().extensions()).hasSize(1);
  }

  @Test
  @DisplayName("S13 the same extension many times at once has one effect")
  void manyTimesAtOnce() throws Exception {
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          java.util.stream.IntStream.range(0, 12).mapToObj(i -> people.submit(() -> extend(1)));
      for (var call : calls.toList()) {
        assertThat(call.get()).isInstanceOf(Result.Done.class);
      }
    }
    assertThat(until()).isEqualTo(end.plus(HOUR));
    assertThat(world.told("extended")).hasSize(1);
  }

  @Test
  @DisplayName("S08 only as often as was approved")
  void usedUp() {
    extend(1);
    extend(2);
    assertThat(why(extend(3))).isEqualTo(Refusal.NOT_EXTENDED);
    assertThat(until()).isEqualTo(end.plus(HOUR.multipliedBy(2)));
  }

  @Test
  @DisplayName("S08 a policy that was narrowed since gives no more than it gives now")
  void narrowedPolicy() {
    world.change(SmallPolicy.usual());
    assertThat(why(extend(1))).isEqualTo(Refusal.NOT_EXTENDED);
    assertThat(world.told("decision")).last().asString().contains("allowed by rule");
    world.change(SmallPolicy.usual().without("read"));
    assertThat(why(extend(1))).isEqualTo(Refusal.NOT_EXTENDED);
    assertThat(until()).isEqualTo(end);
  }

  @Test
  @DisplayName("S09 a role that was redefined is not extended")
  void redefined() {
    world.change(SmallPolicy.usual().with("read", extendable()).granting("ALL"));
    assertThat(why(extend(1))).isEqualTo(Refusal.NOT_EXTENDED);
  }

  @Test
  void nobodyElseExtendsAndNoDecisionIsMadeForThem() {
    int decisions = world.told("decision").size();
    for (Subject other : List.of(world.sam, world.dana)) {
      assertThat(why(world.elevations().extend(grant.id(), other, 1, ALL)))
          .isEqualTo(Refusal.NOT_YOURS);
    }
    assertThat(world.told("decision")).hasSize(decisions);
  }

  @Test
  @DisplayName("S02 what is over is not extended")
  void tooLate() {
    world.target.down(true);
    world.elevations().done(grant.id(), world.ana);
    assertThat(why(extend(1))).isEqualTo(Refusal.TOO_LATE);
    world.eventuallyOwed(grant.id());
    world.target.down(false);
    world.pass(Duration.ofSeconds(30));
    world.eventually(grant.id(), Elevation.Ended.class);
    assertThat(why(extend(1))).isEqualTo(Refusal.TOO_LATE);
  }

  @Test
  @DisplayName("S02 an extension that comes after the deadline ends the grant and is refused")
  void afterTheDeadline() {
    world.pass(Duration.ofMinutes(30));
    assertThat(why(extend(1))).isEqualTo(Refusal.TOO_LATE);
    assertThat(world.eventually(grant.id(), Elevation.Ended.class).end().cause())
        .isEqualTo(EndCause.EXPIRED);
  }

  @Test
  @DisplayName("S01 a revocation does not wait for a target that an extension waits for")
  void cutOvertakes() {
    world.target.down(true);
    extend(1);
    Awaitility.await().until(() -> world.target.calls().getLast().startsWith("extend"));
    world.elevations().revoke(grant.id(), world.dana, "enough");

    Awaitility.await().until(() -> world.gateway.cuts().contains(grant.id().grant()));
    assertThat(world.now(grant.id())).isInstanceOf(Elevation.Revoking.class);
    world.pass(Duration.ofMinutes(1));
    world.target.down(false);
    world.eventually(grant.id(), Elevation.Ended.class);
    settled("extend");
  }

  @Test
  @DisplayName("S21 a target that refuses an extension is told, and the next login is made anew")
  void refusedByTheTarget() {
    world.target.refuses(true);
    extend(1);
    settled("extend");
    world.target.refuses(false);

    assertThat(world.engine().logins().of(grant.id().grant())).isPresent();
    assertThat(world.target.calls()).last().asString().startsWith("provision");
    assertThat(until()).isEqualTo(end.plus(HOUR));
  }
}
