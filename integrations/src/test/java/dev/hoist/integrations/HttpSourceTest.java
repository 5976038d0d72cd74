package dev.hoist.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.integrations.FarEnd.Answer;
import dev.hoist.spi.AttributeException;
import dev.hoist.spi.AttributeSource;
import dev.hoist.spi.AttributeSourceContract;
import dev.hoist.spi.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every HTTP source has: bounds, trust, and answers that are kept. */
final class HttpSourceTest extends AttributeSourceContract {
  private static final String ON_CALL =
      "{\"onCall\": [{\"name\": \"Dana\", \"email\": \"Dana@acme.io\"}, {\"name\": \"lee\"}]}";
  private static final String INCIDENTS =
      "{\"incidents\": [{\"id\": \"INC-7\", \"services\": [\"orders\"]}]}";

  @TempDir Path folder;
  private Bench bench;
  private FarEnd far;

  @BeforeEach
  void start() throws Exception {
    bench = new Bench(folder);
    far = FarEnd.tls(folder).behaves(request -> good(request));
  }

  @AfterEach
  void stop() {
    far.close();
  }

  private static Answer good(FarEnd.Asked request) {
    return switch (request.path()) {
      case "/on-call/pay%20ments", "/on-call/pay ments" -> Answer.of(200, ON_CALL);
      case "/incidents" -> Answer.of(200, INCIDENTS);
      default -> Answer.of(404, "");
    };
  }

  @Override
  protected AttributeSource source() throws Exception {
    return source("");
  }

  private AttributeSource source(String more) throws Exception {
    return bench.patient(yaml() + more);
  }

  @Override
  protected AttributeSource usual() throws Exception {
    return bench.source(yaml());
  }

  private String yaml() {
    return "kind: http\nurl: %s\nca: ca.pem\ntoken_file: token\ndomain: acme.io\n"
        .formatted(far.url());
  }

  @Override
  protected String schedule() {
    return "pay ments";
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
  void peopleAreKnownByAddressAndInADomainOfOursByItsFirstPart() throws Exception {
    assertThat(source().onCall(schedule(), List.of()).value())
        .containsExactly(
            new Person("Dana", Set.of("dana@acme.io", "dana")), new Person("lee", Set.of("lee")));
    assertThat(far.asked().getFirst().headers())
        .containsEntry("Authorization", "Bearer " + Bench.TOKEN);
  }

  @Test
  void asksAgainOnlyWhenTheAnswerIsNoLongerFresh() throws Exception {
    AttributeSource source = source("fresh_for: 10s\n");
    Instant first = source.incidents().at();
    bench.pass(Duration.ofSeconds(10));
    assertThat(source.incidents().at()).isEqualTo(first);
    assertThat(far.asked()).hasSize(1);

    bench.pass(Duration.ofMillis(1));
    assertThat(source.incidents().at()).isAfter(first);
    assertThat(far.asked()).hasSize(2);
  }

  @Test
  @DisplayName("S08 an answer is given again with its own time, until it is too old")
  void staleAnswers() throws Exception {
    AttributeSource source = source("fresh_for: 10s\nstale_after: 1m\n");
    Instant first = source.incidents().at();
    far.behaves(request -> Answer.of(503, ""));

    bench.pass(Duration.ofMinutes(1));
    assertThat(source.incidents().at()).isEqualTo(first);
    bench.pass(Duration.ofMillis(1));
    assertThatThrownBy(source::incidents)
        .isInstanceOf(AttributeException.class)
        .hasMessage("it answers 503");
  }

  @Test
  void leavesAFarEndThatFailsAloneForAWhile() throws Exception {
    AttributeSource source = source();
    far.behaves(request -> Answer.of(500, ""));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(source::incidents).isInstanceOf(AttributeException.class);
    }
    assertThat(far.asked()).hasSize(1);

    far.behaves(request -> good(request));
    bench.pass(Duration.ofSeconds(5));
    assertThat(source.incidents().value()).hasSize(1);
  }

  @Test
  void doesNotAskBeforeTheTimeThatTheFarEndNamed() throws Exception {
    AttributeSource source = source();
    far.behaves(request -> Answer.of(429, "").with("Retry-After", "60"));
    assertThatThrownBy(source::incidents).hasMessageContaining("429");
    far.behaves(request -> good(request));

    bench.pass(Duration.ofSeconds(59));
    assertThatThrownBy(source::incidents).hasMessageContaining("429");
    bench.pass(Duration.ofSeconds(1));
    assertThat(source.incidents().value()).hasSize(1);
  }

  static Stream<Arguments> badAnswers() {
    return Stream.of(
        Arguments.of(Answer.of(401, ""), "does not accept the token (401)"),
        Arguments.of(Answer.of(403, ""), "(403)"),
        Arguments.of(Answer.of(404, ""), "does not have incidents (404)"),
        Arguments.of(Answer.of(500, "{}"), "answers 500"),
        Arguments.of(Answer.of(204, ""), "answers 204"),
        Arguments.of(new Answer(302, "", Map.of("Location", "https://evil.example/")), "redirect"),
        Arguments.of(Answer.of(200, ""), "documented"),
        Arguments.of(Answer.of(200, "<html>"), "not JSON"),
        Arguments.of(Answer.of(200, "{\"incidents\": [], \"incidents\""), "not JSON"),
        Arguments.of(Answer.of(200, INCIDENTS + "x"), "not JSON"),
        Arguments.of(Answer.of(200, "[".repeat(1_000) + "]".repeat(1_000)), "not JSON"),
        Arguments.of(Answer.of(200, "null"), "documented"),
        Arguments.of(Answer.of(200, "[]"), "documented"),
        Arguments.of(Answer.of(200, "{}"), "has no incidents"),
        Arguments.of(Answer.of(200, "{\"incidents\": {}}"), "no list"),
        Arguments.of(Answer.of(200, "{\"incidents\": [1]}"), "no object"),
        Arguments.of(Answer.of(200, "{\"incidents\": [{\"services\": []}]}"), "no id"),
        Arguments.of(
            Answer.of(200, "{\"incidents\": [{\"id\": \"x\", \"services\": [], \"open\": 1}]}"),
            "neither true nor false"),
        Arguments.of(Answer.ENDLESS, "cannot be read"));
  }

  @ParameterizedTest
  @MethodSource("badAnswers")
  @DisplayName("S08 whatever a far end answers, it is unknown and says why, without the token")
  void unknown(Answer answer, String says) throws Exception {
    AttributeSource source = source();
    far.behaves(request -> answer);
    assertThatThrownBy(source::incidents)
        .isInstanceOf(AttributeException.class)
        .hasMessageContaining(says)
        .hasMessageNotContaining(Bench.TOKEN);
  }

  @Test
  @DisplayName("S08 who never answers is unknown when the time for it is over")
  void never() throws Exception {
    AttributeSource source = usual();
    far.behaves(request -> Answer.NEVER);
    assertThatThrownBy(source::incidents)
        .isInstanceOf(AttributeException.class)
        .hasMessageContaining("does not answer within 2000 ms")
        .hasMessageNotContaining(Bench.TOKEN);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotTrusted() throws Exception {
    AttributeSource source = bench.patient("kind: http\nurl: %s\n".formatted(far.url()));
    assertThatThrownBy(source::incidents)
        .isInstanceOf(AttributeException.class)
        .hasMessageContaining("cannot be trusted");
  }

  @Test
  void aRotatedTokenIsTakenWithoutARestart() throws Exception {
    AttributeSource source = source();
    var _ = bench.file("token", "another");
    var _ = source.incidents();
    assertThat(far.asked().getLast().headers()).containsEntry("Authorization", "Bearer another");
  }
}
