package dev.hoist.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

final class JsonTest {
  private static final RequestView VIEW =
      new RequestView(
          "R-1",
          RequestState.PENDING,
          "ana",
          "orders-demo",
          "fix",
          "postgres",
          Duration.ofMinutes(30),
          Optional.empty(),
          Optional.of("requeue"),
          Optional.empty(),
          Map.of(),
          false,
          "two people",
          List.of(
              new ApprovalView("dana", 1, Optional.of(Duration.ofMinutes(5)), "ok", Instant.EPOCH)),
          List.of(new Need(1, List.of("group:leads"), 1)),
          List.of("lee"),
          "0".repeat(64),
          Instant.EPOCH,
          Optional.of(Instant.EPOCH),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Test
  void whatIsWrittenIsReadBack() {
    String json = Json.requests().writeValueAsString(VIEW);
    assertThat(Json.responses().readValue(json, RequestView.class)).isEqualTo(VIEW);
    assertThat(Json.requests().readValue(json, RequestView.class)).isEqualTo(VIEW);
  }

  @Test
  void valuesAreWrittenAsTheApiSays() {
    assertThat(Json.requests().writeValueAsString(VIEW))
        .contains("\"state\":\"pending\"", "\"asked\":\"PT30M\"", "\"at\":\"1970-01-01T00:00:00Z\"")
        .doesNotContain("granted", "null");
  }

  @Test
  void durationsOfRequestsAreCalledFor() {
    var read =
        Json.requests()
            .readValue("{\"target\":\"t\",\"role\":\"r\",\"for\":\"PT1H\"}", NewRequest.class);
    assertThat(read).isEqualTo(new NewRequest("t", "r", Duration.ofHours(1), Optional.empty()));
    assertThat(Json.responses().writeValueAsString(read)).contains("\"for\":\"PT1H\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"target\":\"t\",\"role\":\"r\"}",
        "{\"target\":\"t\",\"role\":null,\"for\":\"PT1H\"}",
        "{\"target\":\"t\",\"role\":\"r\",\"for\":\"PT1H\",\"more\":1}",
        "{\"target\":\"t\",\"target\":\"u\",\"role\":\"r\",\"for\":\"PT1H\"}",
        "{\"target\":\"t\",\"role\":\"r\",\"for\":\"PT1H\"} {}",
        "{\"target\":\"t\",\"role\":\"r\",\"for\":3600}",
        "{\"target\":\"t\",\"role\":\"r\",\"for\":\"\"}",
        "{\"target\":\"t\",\"role\":\"r\",\"for\":\"1h\"}",
        "{\"target\":\"t\",\"role\":\"r\",\"for\":{}}",
        "{\"target\":\"t\",\"role\":\"r\",\"for\":\"PT0S\"}",
        "{\"target\":\"t\",\"role\":\"r\",\"for\":\"PT-1S\"}",
        "{\"target\":\"t\",\"role\":\"r\",\"for\":\"PT0.000000001S\"}",
        "{\"target\":\"t\",\"role\":\"r\",\"for\":\"PT59.999999999S\"}",
        "{\"target\":\"t\",\"role\":\"r\",\"for\":\"PT99999999999999999999H\"}",
        "{\"target\":\"t\",\"role\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]],\"for\":\"PT1H\"}",
        "[]",
        ""
      })
  void badRequestsAreErrors(String json) {
    assertThatThrownBy(() -> Json.requests().readerFor(NewRequest.class).readValue(json))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void theShortestLengthIsASecond() {
    assertThat(Json.requests().readValue("\"PT1.000S\"", Duration.class))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void lengthsThatWereTakenOnceAreStillRead() {
    assertThat(Json.responses().readValue("\"PT0.000000001S\"", Duration.class))
        .isEqualTo(Duration.ofNanos(1));
  }

  @Test
  void answersMaySayMoreOrLessThanIsKnown() {
    var page =
        Json.responses()
            .readValue("{\"status\":404,\"type\":\"about:blank\",\"more\":1}", Problem.class);
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.problems()).isEmpty();
    assertThat(page.next()).isEmpty();
  }

  @Test
  @DisplayName("S23 messages that carry secrets refuse to print them")
  void secretsDoNotPrint() {
    assertThat(
            List.of(
                new BootstrapRequest("canary", "ana", "canary"),
                new LoginRequest("ana", "canary"),
                new LoginView("canary", Instant.EPOCH, "ana", false),
                new AccessView("canary", "h", 1, "u", "d", "pem", Instant.EPOCH),
                new PasswordChange("canary", "canary"),
                new NewPassword("canary"),
                new NewUser("ana", "canary", false, Optional.empty())))
        .allSatisfy(message -> assertThat(message.toString()).doesNotContain("canary"));
  }

  @Test
  void routesTakeIdsOnly() {
    assertThat(Routes.with(Routes.APPROVE, "R-1")).isEqualTo("/api/v1/requests/R-1/approve");
    assertThatThrownBy(() -> Routes.with(Routes.APPROVE, "../x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
