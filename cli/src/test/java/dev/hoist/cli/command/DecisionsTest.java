package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.cli.support.Views;
import dev.hoist.wire.Availability;
import dev.hoist.wire.Json;
import dev.hoist.wire.RequestState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Asking, approving and waiting. */
final class DecisionsTest {
  private static final String EVENTS = "GET /api/v1/requests/R-7/events";

  @TempDir Path home;
  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private TestLine line() {
    return new TestLine(home).at(api);
  }

  @Test
  @DisplayName("S12 an approval repeats the digest of what was shown")
  void approvesWhatWasShown() {
    api.on("GET /api/v1/requests/R-7", Views.pending())
        .on("POST /api/v1/requests/R-7/approve", Views.active());
    TestLine.Ran ran = line().run("approve", "R-7", "--for", "1m", "--note", "ok");

    assertThat(Json.responses().readTree(api.bodyOf("POST")))
        .isEqualTo(
            Json.responses()
                .readTree(
                    "{\"shown\":\"%s\",\"for\":\"PT1M\",\"note\":\"ok\"}".formatted(Views.DIGEST)));
    assertThat(ran.err())
        .isEqualTo(
            """
            R-7  ana → orders/fix  2m  "requeue order 8812"
            ✓ ana gets orders/fix for 1m, until 2001-03-01 12:01:00.
            """);
  }

  @Test
  void asksUnderAKeySoThatARepeatHasOneEffect() {
    api.on("POST /api/v1/requests", Views.pending());
    line().run("request", "new", "orders", "-r", "fix", "--for", "2m", "--reason", "because");

    assertThat(api.asked().getFirst().headers().get("Idempotency-key")).hasSize(1);
    assertThat(api.bodyOf("POST")).contains("\"for\":\"PT2M\"").contains("\"reason\":\"because\"");
  }

  @Test
  void saysWhatPolicyAsksForBesides() {
    api.on("POST /api/v1/requests", Views.pending());
    line()
        .run(
            "request",
            "new",
            "orders",
            "-r",
            "fix",
            "--for",
            "2m",
            "--ticket",
            "ORD-17",
            "--field",
            "host=web-3",
            "--field",
            "why=a=b",
            "--break-glass");

    assertThat(Json.responses().readTree(api.bodyOf("POST")))
        .isEqualTo(
            Json.responses()
                .readTree(
                    """
                    {"target": "orders", "role": "fix", "for": "PT2M", "ticket": "ORD-17",
                     "fields": {"host": "web-3", "why": "a=b"}, "breakGlass": true}
                    """));
  }

  @Test
  @DisplayName("S12 an approver sees the ticket, the answers and that the glass is broken")
  void showsWhatIsApproved() {
    api.on("GET /api/v1/inbox", Views.page(List.of(Views.breakingGlass())))
        .on("GET /api/v1/requests/R-7", Views.breakingGlass())
        .on("POST /api/v1/requests/R-7/approve", Views.active());

    assertThat(line().run("approve", "R-7").err())
        .startsWith(
            "R-7  BREAK GLASS  ana → orders/fix  2m  ORD-17  \"requeue order 8812\"  host=web-3\n");
    assertThat(line().run("request", "show", "R-7").out())
        .contains(
            "BREAK GLASS",
            "ticket      ORD-17",
            "answer      host: web-3",
            "1 of 1 from group:leads; after 10m on_call:payments",
            "unused      ends after 15m",
            "longer      2 times, by at most 1h",
            "told        group:leads",
            "review      within 1d by group:leads");
  }

  @Test
  void findsTheOnlyRoleThereIs() {
    api.on(
            "GET /api/v1/offers?q=orders",
            Views.page(
                List.of(
                    Views.offer("fix", Availability.APPROVAL, ""),
                    Views.offer("admin", Availability.NO, ""))))
        .on("POST /api/v1/requests", Views.pending());
    line().run("request", "new", "orders");

    assertThat(api.bodyOf("POST")).contains("\"role\":\"fix\"").contains("\"for\":\"PT30M\"");
  }

  @Test
  void asksWhichRoleWhenThereAreSeveral() {
    api.on(
        "GET /api/v1/offers?q=orders",
        Views.page(
            List.of(
                Views.offer("fix", Availability.APPROVAL, ""),
                Views.offer("read", Availability.AUTO, ""))));
    TestLine.Ran ran = line().run("psql", "orders", "--no-wait");

    assertThat(ran.exit()).isNotZero();
  }

  @Test
  void waitsAndTellsWhatHappens() {
    api.on("GET /api/v1/requests/R-7", Views.pending())
        .events(EVENTS, Views.pending(), Views.active());
    TestLine.Ran ran = line().run("request", "wait", "R-7");

    assertThat(ran.exit()).isZero();
    assertThat(ran.err())
        .isEqualTo(
            """
            R-7 needs 1 approval (1 from group:leads). Waiting for one of: dana, lee.
              Ctrl-C leaves it open; come back with: hoist request wait R-7
              ✓ dana 2001-03-01 12:00:00 for at most 1m "ok, one row"
            ✓ Granted 1m (you asked 2m; dana set 1m), until 2001-03-01 12:01:00. Recorded.
            """);
  }

  @Test
  void takesABrokenStreamUpAgain() {
    api.on("GET /api/v1/requests/R-7", Views.pending())
        .events(EVENTS, Views.pending())
        .events(EVENTS, Views.active());

    assertThat(line().run("request", "wait", "R-7").exit()).isZero();
  }

  @Test
  void stopsWaitingWhenToldTo() {
    api.on("GET /api/v1/requests/R-7", Views.pending()).events(EVENTS, Views.pending());
    TestLine.Ran ran = line().run("request", "wait", "R-7", "--wait", "1s");

    assertThat(ran.exit()).isEqualTo(82);
    assertThat(ran.err()).contains("R-7 is still waiting for 1 approval");
  }

  @Test
  void stopsWaitingAlthoughTheStreamStaysOpenAndSilent() {
    api.on("GET /api/v1/requests/R-7", Views.pending()).silentEvents(EVENTS);
    TestLine.Ran ran = line().run("request", "wait", "R-7", "--wait", "1s");

    assertThat(ran.exit()).isEqualTo(82);
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        Arguments.of(RequestState.DENIED, "denied", Optional.of("dana"), 81, "denied by dana"),
        Arguments.of(RequestState.DENIED, "policy-changed", Optional.empty(), 80, "by policy"),
        Arguments.of(RequestState.WITHDRAWN, "withdrawn", Optional.empty(), 83, "withdrawn"),
        Arguments.of(RequestState.LAPSED, "lapsed", Optional.empty(), 83, "nobody decided"),
        Arguments.of(RequestState.ENDED, "revoked", Optional.of("admin"), 83, "revoked by admin"),
        Arguments.of(RequestState.REVOKING, "provision-failed", Optional.empty(), 84, "orders"),
        Arguments.of(RequestState.ENDED, "provision-failed", Optional.empty(), 84, "orders"),
        Arguments.of(RequestState.FAILED, "provision-failed", Optional.empty(), 84, "orders"));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void aRequestThatComesToNothingHasItsExitCode(
      RequestState state, String cause, Optional<String> by, int exit, String said) {
    api.on("GET /api/v1/requests/R-7", Views.pending())
        .events(EVENTS, Views.pending(), Views.ended(state, cause, by));
    TestLine.Ran ran = line().run("request", "wait", "R-7");

    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(ran.err()).contains(said);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void givesBackTheOnlyGrantWithoutItsName() {
    api.on(
            "GET /api/v1/grants",
            Views.page(List.of(Views.grant("G-7", TestLine.NOW.plusSeconds(60)))))
        .on("POST /api/v1/grants/G-7/done", Views.active());

    assertThat(line().run("done").err()).contains("G-7 is given back");
  }

  @Test
  void saysOfAGrantThatItHadEndedBefore() {
    api.on(
        "POST /api/v1/grants/G-7/done",
        Views.ended(RequestState.ENDED, "expired", Optional.empty()));

    assertThat(line().run("done", "G-7").err()).contains("G-7 had ended before: expired");
  }

  @Test
  void asksWhichGrantWhenThereAreSeveral() {
    Instant later = TestLine.NOW.plusSeconds(60);
    api.on(
        "GET /api/v1/grants",
        Views.page(List.of(Views.grant("G-7", later), Views.grant("G-8", later))));
    TestLine.Ran ran = line().run("done");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("G-7 (orders/fix), G-8 (orders/fix)");
  }
}
