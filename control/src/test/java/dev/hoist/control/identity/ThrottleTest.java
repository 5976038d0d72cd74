package dev.hoist.control.identity;

import static dev.hoist.control.identity.Throttle.Verdict.GO;
import static dev.hoist.control.identity.Throttle.Verdict.STILL;
import static dev.hoist.control.identity.Throttle.Verdict.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final Throttle throttle = new Throttle(2, Duration.ofMinutes(1), 2);

  @Test
  void stopsAfterSoManyAndGoesOnInTheNextWindow() {
    assertThat(throttle.take("a", NOW)).isEqualTo(GO);
    assertThat(throttle.take("a", NOW)).isEqualTo(GO);
    assertThat(throttle.take("a", NOW)).isEqualTo(STOP);
    assertThat(throttle.take("a", NOW)).isEqualTo(STILL);
    assertThat(throttle.take("b", NOW)).isEqualTo(GO);
    assertThat(throttle.take("a", NOW.plusSeconds(60))).isEqualTo(GO);
  }

  @Test
  void whatIsGivenBackDoesNotCount() {
    for (int i = 0; i < 10; i++) {
      assertThat(throttle.take("a", NOW)).isEqualTo(GO);
      throttle.giveBack("a");
    }
    throttle.giveBack("never seen");
  }

  @Test
  void remembersABoundedNumberOfKeys() {
    throttle.take("a", NOW);
    throttle.take("a", NOW);
    throttle.take("b", NOW);
    throttle.take("c", NOW);
    assertThat(throttle.take("a", NOW)).isEqualTo(GO);
  }
}
