package dev.hoist.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.integrations.FarEnd.Answer;
import dev.hoist.integrations.FarEnd.Asked;
import dev.hoist.spi.AttributeException;
import dev.hoist.spi.AttributeSource;
import dev.hoist.spi.AttributeSourceContract;
import dev.hoist.spi.Incident;
import dev.hoist.spi.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers in the shapes of PagerDuty's REST API v2, over TLS. */
final class PagerDutyTest extends AttributeSourceContract {
  @TempDir Path folder;
  private Bench bench;
  private FarEnd far;
  private volatile int people = 1;

  @BeforeEach
  void start() throws Exception {
    bench = new Bench(folder);
    far = FarEnd.tls(folder).behaves(this::pagerDuty);
  }

  @AfterEach
  void stop() {
    far.close();
  }

  /** As developer.pagerduty.com has it: header, version, paging by offset, limit and more. */
  private Answer pagerDuty(Asked request) {
    if (!("Token token=" + Bench.TOKEN).equals(request.headers().get("Authorization"))) {
      return Answer.of(401, "");
    }
    if (!"application/vnd.pagerduty+json;version=2".equals(request.headers().get("Accept"))) {
      return Answer.of(406, "");
    }
    return switch (request.path()) {
      case "/oncalls" -> onCalls(request);
      case "/incidents" -> Answer.of(200, incidents(request));
      case "/schedules/PEMPTY1" -> Answer.of(200, "{\"schedule\": {\"id\": \"PEMPTY1\"}}");
      default -> Answer.of(404, "{\"error\": {\"message\": \"Not Found\", \"code\": 2100}}");
    };
  }

  private Answer onCalls(Asked request) {
    boolean known = request.one("schedule_ids[]").equals("P7QX1");
    int offset = Integer.parseInt(request.one("offset"));
    int limit = Integer.parseInt(request.one("limit"));
    int all = known ? people : 0;
    String entries =
        IntStream.range(offset, Math.min(all, offset + limit))
            .mapToObj(PagerDutyTest::entry)
            .collect(Collectors.joining(","));
    return Answer.of(
        200,
        "{\"oncalls\": [%s], \"limit\": %d, \"offset\": %d, \"more\": %b, \"total\": null}"
            .formatted(entries, limit, offset, offset + limit < all));
  }

  private static String entry(int n) {
    String name = n == 0 ? "dana" : "person" + n;
    return """
        {"escalation_policy": {"id": "PT20YPA", "type": "escalation_policy_reference",
           "summary": "Payments", "self": "https://api.pagerduty.com/x", "html_url": null},
         "escalation_level": %d,
         "schedule": {"id": "P7QX1", "type": "schedule_reference", "summary": "Primary"},
         "user": {"id": "PT23IWX%d", "type": "user", "summary": "D %s", "name": "D %s",
           "email": "%s@acme.io", "time_zone": "Europe/Berlin", "contact_methods": []},
         "start": "2026-11-01T09:00:00Z", "end": null}"""
        .formatted(n + 1, n, name, name, name);
  }

  private static String incidents(Asked request) {
    assertThat(request.query().get("statuses[]"))
        .containsExactlyInAnyOrder("triggered", "acknowledged");
    assertThat(request.one("date_range")).isEqualTo("all");
    return """
        {"incidents": [
          {"id": "PT4KHLK", "type": "incident", "summary": "[#1234] refunds fail",
           "incident_number": 1234, "title": "refunds fail", "status": "acknowledged",
           "urgency": "high", "priority": {"id": "P1", "summary": "P1"},
           "service": {"id": "PIJ90N7", "type": "service_reference", "summary": "orders"},
           "assignments": [], "alert_counts": {"all": 1}},
          {"id": "PT4KHLL", "title": "slow", "status": "triggered", "urgency": "low",
           "priority": null, "service": {"id": "PX", "summary": "billing"}}],
         "limit": 100, "offset": 0, "more": false, "total": null}""";
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
    return "kind: pagerduty\nurl: %s\ntoken_file: token\nca: ca.pem\n".formatted(far.url());
  }

  @Override
  protected String schedule() {
    return "P7QX1";
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
  void readsEveryPage() throws Exception {
    people = 250;
    assertThat(source().onCall("P7QX1", List.of()).value()).hasSize(250);
    assertThat(far.asked()).extracting(a -> a.one("offset")).containsExactly("0", "100", "200");
  }

  @Test
  @DisplayName("S08 a list that does not end is unknown, not cut off")
  void endlessPages() throws Exception {
    people = 100_000;
    AttributeSource source = source();
    assertThatThrownBy(() -> source.onCall("P7QX1", List.of()))
        .isInstanceOf(AttributeException.class)
        .hasMessageContaining("more than 2000");
  }

  @Test
  void countsOnlyTheLevelsAskedFor() throws Exception {
    people = 3;
    assertThat(source().onCall("P7QX1", List.of(1, 3)).value())
        .extracting(Person::name)
        .containsExactly("D dana", "D person2");
  }

  @Test
  void nobodyIsOnCallOnAScheduleThatExists() throws Exception {
    assertThat(source().onCall("PEMPTY1", List.of()).value()).isEmpty();
  }

  @Test
  void readsIncidentsWithTheirServices() throws Exception {
    assertThat(source().incidents().value())
        .containsExactly(
            new Incident("PT4KHLK", "refunds fail", "P1", true, List.of("orders", "PIJ90N7")),
            new Incident("PT4KHLL", "slow", "low", true, List.of("billing", "PX")));
  }

  @Test
  @DisplayName(
      "S18 a name that people can give themselves makes nobody on call, their address does")
  void namesDoNotCount() throws Exception {
    far.behaves(
        request ->
            Answer.of(
                200,
                """
                {"oncalls": [{"escalation_level": 1, "schedule": {"id": "P7QX1"},
                  "user": {"id": "P1", "name": "ana", "email": "eve@evil.example"}}],
                 "more": false}"""));
    assertThat(source().onCall("P7QX1", List.of()).value().getFirst().aliases())
        .containsExactly("eve@evil.example");
  }

  @Test
  @DisplayName("S08 entries of another schedule than was asked for count for nothing")
  void othersSchedules() throws Exception {
    AttributeSource source = source();
    far.behaves(request -> Answer.of(200, "{\"oncalls\": [" + entry(0) + "], \"more\": false}"));
    assertThat(source.onCall("POTHER1", List.of()).value()).isEmpty();
  }
}
