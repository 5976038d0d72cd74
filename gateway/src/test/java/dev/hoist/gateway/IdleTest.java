package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.GrantId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;

  private static Duration unused(Stage stage, GrantId grant) {
    return stage.gateway.unused(grant).orElseThrow();
  }

  @Test
  void grantWithoutSessionsIsUnknownHere() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      assertThat(stage.gateway.unused(stage.desk.idling(HOUR, HOUR))).isEmpty();
    }
  }

  @Test
  void sessionThatDoesNothingLiesUnusedUntilItDoesSomething() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      GrantId grant = stage.desk.idling(HOUR, HOUR, "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        Duration before = unused(stage, grant);
        await().until(() -> unused(stage, grant).compareTo(before) > 0);
        long asked = System.nanoTime();
        client.say("x").hear();
        await().until(() -> unused(stage, grant).toNanos() <= System.nanoTime() - asked);
      }
    }
  }

  @Test
  void statementThatRunsIsUseHoweverLongItTakes() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      GrantId grant = stage.desk.idling(HOUR, HOUR, "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        client.say("deaf");
        await().until(() -> stage.target.statements().contains("deaf"));
        assertThat(unused(stage, grant)).isZero();
        assertThat(unused(stage, grant)).isZero();
      }
    }
  }

  @Test
  void anySessionOfAGrantKeepsIt() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      GrantId grant = stage.desk.idling(HOUR, HOUR, "t1", "t2");
      try (LineClient quiet = stage.loggedIn("t1");
          LineClient busy = stage.loggedIn("t2").say("deaf")) {
        await().until(() -> unused(stage, grant).isZero());
        assertThat(quiet.say("x").hear()).contains("x");
        assertThat(unused(stage, grant)).isZero();
        assertThat(busy).isNotNull();
      }
    }
  }

  @Test
  void timeGoesOnWhenTheLastSessionIsGone() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      GrantId grant = stage.desk.idling(HOUR, HOUR, "t1");
      stage.loggedIn("t1").close();
      await().until(() -> stage.desk.ends().size() == 1);
      Duration before = unused(stage, grant);
      await().until(() -> unused(stage, grant).compareTo(before) > 0);
    }
  }

  @Test
  @DisplayName("S15 a grant that is cut is forgotten, and another one of the same person is not")
  void cutForgets() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      GrantId grant = stage.desk.idling(HOUR, HOUR, "t1");
      GrantId other = stage.desk.idling(HOUR, HOUR, "t2");
      try (LineClient client = stage.loggedIn("t1");
          LineClient another = stage.loggedIn("t2")) {
        assertThat(stage.gateway.cut(grant, EndCause.IDLE)).isEqualTo(1);
        assertThat(client.hear())
            .contains(
                "FATAL grant G-1 on orders-demo ended: it lay unused for too long"
                    + " | ask again with: hoist request new orders-demo --role fix");
        await().until(() -> stage.gateway.unused(grant).isEmpty());
        assertThat(another.say("still here").hear()).contains("still here");
      }
      assertThat(stage.gateway.unused(other)).isPresent();
    }
  }

  @Test
  void clientIsWarnedOnceAndAgainAfterItUsedTheGrant() throws Exception {
    var warning =
        "NOTICE access ends in 2 s unless it is used"
            + " | run anything to keep it, or give it back with: hoist done G-1";
    try (Stage stage =
        Stage.in(folder).warning(List.of(Duration.ofHours(2), Duration.ofSeconds(2))).open()) {
      stage.desk.idling(HOUR, Duration.ofSeconds(6), "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        assertThat(client.hear()).contains(warning);
        assertThat(client.say("used").hear()).contains("used");
        assertThat(client.hear()).contains(warning);
      }
    }
  }
}
