package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.Grant;
import dev.hoist.kernel.elevation.GrantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtendTest {
  private static final Duration SHORT = Duration.ofMinutes(5);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;

  private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

  private Stage open() throws Exception {
    return Stage.in(folder).time(() -> Instant.now().plus(shift.get())).open();
  }

  @Test
  @DisplayName("S02 an extension moves the deadline of every session of its grant, and no other's")
  void everySession() throws Exception {
    try (Stage stage = open()) {
      GrantId grant = stage.desk.extendable(SHORT, 1, "t1", "t2");
      stage.desk.extendable(SHORT, 1, "other");
      try (LineClient one = stage.loggedIn("t1");
          LineClient two = stage.loggedIn("t2");
          LineClient other = stage.loggedIn("other")) {
        stage.gateway.extend(stage.desk.extended(grant, HOUR));
        assertThat(one.say("heard").hear()).contains("heard");
        assertThat(two.say("heard").hear()).contains("heard");
        shift.set(SHORT.plusMinutes(1));
        assertThat(other.hear()).hasValueSatisfying(it -> assertThat(it).contains("deadline"));
        assertThat(one.say("still here").hear()).contains("still here");
        assertThat(two.say("me too").hear()).contains("me too");
      }
    }
  }

  @Test
  @DisplayName(
      "S02 a session whose check is under way when its grant is extended has the later end")
  void whileAuthorizing() throws Exception {
    try (Stage stage = open()) {
      GrantId grant = stage.desk.extendable(SHORT, 1, "t1");
      CountDownLatch gate = stage.desk.closeGate();
      try (LineClient client = stage.client().hello("t1")) {
        await().until(() -> stage.desk.begun() == 1);
        stage.gateway.extend(stage.desk.extended(grant, HOUR));
        gate.countDown();
        client.ready();
        shift.set(SHORT.plusMinutes(1));
        assertThat(client.say("late").hear()).contains("late");
      }
    }
  }

  @Test
  @DisplayName("S02 an old extension that comes late moves nothing back")
  void oldNews() throws Exception {
    try (Stage stage = open()) {
      GrantId grant = stage.desk.extendable(SHORT, 2, "t1");
      Elevation.Active first = stage.desk.extended(grant, Duration.ofMinutes(1));
      try (LineClient client = stage.loggedIn("t1")) {
        stage.gateway.extend(stage.desk.extended(grant, HOUR));
        stage.gateway.extend(first);
        assertThat(client.say("heard").hear()).contains("heard");
        shift.set(Duration.ofMinutes(10));
        assertThat(client.say("in time").hear()).contains("in time");
      }
    }
  }

  @Test
  @DisplayName("S01 S02 an extended session is cut at its new end")
  void newEnd() throws Exception {
    try (Stage stage = open()) {
      GrantId grant = stage.desk.extendable(SHORT, 1, "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        stage.gateway.extend(stage.desk.extended(grant, HOUR));
        assertThat(client.say("heard").hear()).contains("heard");
        shift.set(SHORT.plus(Duration.ofMinutes(1)));
        assertThat(client.say("in time").hear()).contains("in time");
        shift.set(SHORT.plus(HOUR));
        assertThat(client.hear()).hasValueSatisfying(it -> assertThat(it).contains("deadline"));
      }
    }
  }

  @Test
  @DisplayName("S01 what is cut stays cut, though an extension comes after it")
  void afterTheCut() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      GrantId grant = stage.desk.extendable(SHORT, 1, "t1", "t2");
      try (LineClient client = stage.loggedIn("t1")) {
        assertThat(stage.gateway.cut(grant, EndCause.REVOKED)).isEqualTo(1);
        stage.gateway.extend(stage.desk.extended(grant, HOUR));
        assertThat(client.hear()).hasValueSatisfying(it -> assertThat(it).contains("was revoked"));
      }
      try (LineClient again = stage.client().hello("t2")) {
        assertThat(again.hear()).hasValueSatisfying(it -> assertThat(it).contains("was revoked"));
      }
    }
  }

  @Test
  @DisplayName("S24 an extension adds to the monotonic deadline exactly what it adds to the grant")
  void monotonic() {
    Instant from = Instant.now();
    var grant = new Grant(new GrantId(1), from, from.plusSeconds(60));
    var longer =
        new Grant(
            grant.id(),
            from,
            grant.granted(),
            List.of(new Grant.Extended(Optional.empty(), from.plusSeconds(90))));
    Deadline setBack = Deadline.of(grant, () -> from.minusSeconds(3600));
    assertThat(setBack.extended(longer).left()).isLessThanOrEqualTo(Duration.ofSeconds(90));
    assertThat(setBack.extended(grant)).isSameAs(setBack);
  }

  @Test
  void clientIsToldHowToGetMoreTimeAndWarnedAgainAfterwards() throws Exception {
    var warnings = List.of(Duration.ofSeconds(2));
    try (Stage stage = Stage.in(folder).warning(warnings).open()) {
      GrantId grant = stage.desk.extendable(Duration.ofSeconds(8), 1, "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        assertThat(client.hear())
            .contains("NOTICE access ends in 2 s | get more time with: hoist extend G-1");
        stage.gateway.extend(stage.desk.extended(grant, Duration.ofSeconds(6)));
        assertThat(client.hear())
            .contains(
                "NOTICE access ends in 2 s"
                    + " | ask again with: hoist request new orders-demo --role fix");
        assertThat(client.hear()).hasValueSatisfying(it -> assertThat(it).startsWith("FATAL"));
      }
    }
  }
}
