package dev.hoist.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.integrations.FarEnd.Answer;
import dev.hoist.integrations.FarEnd.Asked;
import dev.hoist.spi.AttributeException;
import dev.hoist.spi.AttributeSource;
import dev.hoist.spi.AttributeSourceContract;
import dev.hoist.spi.Incident;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers in the shapes of Opsgenie's REST API. */
final class OpsgenieTest extends AttributeSourceContract {
  private static final String ID = "d875e654-9b4e-4219-a803-0c26936d18de";

  @TempDir Path folder;
  private Bench bench;
  private FarEnd far;
  private volatile int incidents = 1;

  @BeforeEach
  void start() throws IOException {
    bench = new Bench(folder);
    far = FarEnd.plain().behaves(this::opsgenie);
  }

  @AfterEach
  void stop() {
    far.close();
  }

  /** As docs.opsgenie.com has it: GenieKey, flat on-calls, paging.next. */
  private Answer opsgenie(Asked request) {
    if (!("GenieKey " + Bench.TOKEN).equals(request.headers().get("Authorization"))) {
      return Answer.of(401, "{\"message\": \"Could not authenticate\", \"took\": 0.0}");
    }
    return switch (request.path()) {
      case "/v2/schedules/" + ID + "/on-calls", "/v2/schedules/payments/on-calls" ->
          onCalls(request);
      case "/v1/incidents" -> incidents(request);
      case "/v1/services" ->
          Answer.of(
              200,
              """
              {"data": [{"id": "s-1", "name": "orders", "teamId": "t", "tags": []}],
               "paging": {"first": "x", "last": "x"}, "took": 0.1, "requestId": "r"}""");
      default -> Answer.of(404, "{\"message\": \"No schedule exists\", \"took\": 0.01}");
    };
  }

  private static Answer onCalls(Asked request) {
    assertThat(request.one("flat")).isEqualTo("true");
    assertThat(request.one("scheduleIdentifierType"))
        .isEqualTo(request.path().contains(ID) ? "id" : "name");
    return Answer.of(
        200,
        """
        {"data": {"_parent": {"id": "%s", "name": "payments", "enabled": true},
                  "onCallRecipients": ["dana@acme.io", "kim@acme.io"]},
         "took": 0.1, "requestId": "91f86097"}"""
            .formatted(ID));
  }

  private Answer incidents(Asked request) {
    assertThat(request.one("query")).isEqualTo("status:open");
    int offset = Integer.parseInt(request.one("offset"));
    String data =
        IntStream.range(offset, Math.min(incidents, offset + 100))
            .mapToObj(
                n ->
                    """
                    {"id": "i-%d", "tinyId": "1", "message": "refunds fail", "status": "open",
                     "priority": "P2", "impactedServices": ["s-1", "s-9"], "tags": []}"""
                        .formatted(n))
            .collect(Collectors.joining(","));
    String next = offset + 100 < incidents ? "\"next\": \"https://evil.example/\", " : "";
    return Answer.of(
        200, "{\"data\": [%s], \"paging\": {%s\"first\": \"x\"}}".formatted(data, next));
  }

  @Override
  protected AttributeSource source() throws Exception {
    return bench.patient(yaml());
  }

  @Override
  protected AttributeSource usual() throws Exception {
    return bench.source(yaml());
  }

  private String yaml() {
    return "kind: opsgenie\nurl: %s/\ntoken_file: token\n".formatted(far.url());
  }

  @Override
  protected String schedule() {
    return ID;
  }

  @Override
  protected void breakDown() {
    far.close();
  }

  @Override
  protected void pass(Duration time) {
    bench.pass(time);
  }

  @Override
  protected Instant now() {
    return bench.time().now();
  }

  @Override
  protected String secret() {
    return Bench.TOKEN;
  }

  @Test
  void findsASchedulesByNameToo() throws Exception {
    assertThat(source().onCall("payments", List.of()).value()).hasSize(2);
  }

  @Test
  void readsEveryPageFromTheConfiguredAddressOnly() throws Exception {
    incidents = 150;
    List<Incident> read = source().incidents().value();
    assertThat(read).hasSize(150);
    assertThat(read.getFirst())
        .isEqualTo(
            new Incident("i-0", "refunds fail", "P2", true, List.of("orders", "s-1", "s-9")));
  }

  @Test
  void hasNoLevels() throws Exception {
    AttributeSource source = source();
    assertThatThrownBy(() -> source.onCall(ID, List.of(1)))
        .isInstanceOf(AttributeException.class)
        .hasMessageContaining("leave levels out");
  }
}
