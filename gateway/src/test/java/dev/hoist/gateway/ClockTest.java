package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.elevation.Grant;
import dev.hoist.kernel.elevation.GrantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockTest {
  @TempDir Path folder;

  private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

  private Instant now() {
    return Instant.now().plus(shift.get());
  }

  @Test
  @DisplayName("S24 a clock set forward ends a session early, even one that says nothing")
  void forward() throws Exception {
    try (Stage stage = Stage.in(folder).time(this::now).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        shift.set(Duration.ofMinutes(6));
        assertThat(client.hear()).hasValueSatisfying(it -> assertThat(it).contains("deadline"));
      }
    }
  }

  @Test
  @DisplayName("S01 what is read after the deadline is not forwarded, though no timer has rung yet")
  void lateTimer() throws Exception {
    try (Stage stage = Stage.in(folder).time(this::now).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        assertThat(client.say("in time").hear()).contains("in time");
        shift.set(Duration.ofMinutes(5));
        client.say("late");
        assertThat(client.hear()).hasValueSatisfying(it -> assertThat(it).contains("deadline"));
      }
      assertThat(stage.target.statements()).containsExactly("in time");
      assertThat(stage.recording(1)).doesNotContain("late");
    }
  }

  @Test
  @DisplayName("S24 a clock set back lengthens no session")
  void back() throws Exception {
    try (Stage stage = Stage.in(folder).time(this::now).open()) {
      stage.desk.grant(Duration.ofSeconds(8), "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        shift.set(Duration.ofHours(-1));
        assertThat(client.hear()).hasValueSatisfying(it -> assertThat(it).contains("deadline"));
      }
    }
  }

  @Test
  @DisplayName("S24 a clock that was set back before the session gives it at most the whole grant")
  void backBefore() {
    Instant from = Instant.now();
    var grant = new Grant(new GrantId(1), from, from.plusSeconds(60));
    Deadline deadline = Deadline.of(grant, () -> from.minusSeconds(3600));
    assertThat(deadline.left()).isLessThanOrEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void expiredGrantHasPassed() {
    Instant from = Instant.now();
    var grant = new Grant(new GrantId(1), from, from.plusSeconds(60));
    assertThat(Deadline.of(grant, () -> from.plusSeconds(60)).passed()).isTrue();
    assertThat(Deadline.of(grant, () -> from).passed()).isFalse();
  }

  @Test
  void clientIsWarnedBeforeTheEnd() throws Exception {
    var warnings = List.of(Duration.ofMinutes(5), Duration.ofSeconds(2));
    try (Stage stage = Stage.in(folder).warning(warnings).open()) {
      stage.desk.grant(Duration.ofSeconds(8), "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        assertThat(client.hear())
            .contains(
                "NOTICE access ends in 2 s"
                    + " | ask again with: hoist request new orders-demo --role fix");
        assertThat(client.hear()).hasValueSatisfying(it -> assertThat(it).startsWith("FATAL"));
      }
    }
  }
}
