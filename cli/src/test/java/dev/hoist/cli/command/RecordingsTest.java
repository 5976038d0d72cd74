package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RecordingCheck;
import dev.hoist.wire.SearchView;
import dev.hoist.wire.SessionHit;
import dev.hoist.wire.SessionView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of recordings, and what is refused. */
final class RecordingsTest {
  private static final String ALTERED = "the recording of S-3 is not the one that was kept";

  @TempDir Path home;
  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private TestLine.Ran run(String... args) {
    return new TestLine(home).at(api).run(args);
  }

  private void session(RecordingCheck check) {
    boolean live = check == RecordingCheck.LIVE;
    api.on(
        "GET /api/v1/sessions/S-3",
        new SessionView(
            "S-3",
            "G-7",
            "ana",
            "orders",
            "fix",
            "psql",
            "127.0.0.1",
            TestLine.NOW,
            live ? Optional.empty() : Optional.of(TestLine.NOW.plusSeconds(9)),
            live ? Optional.empty() : Optional.of("client left"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            live ? Optional.empty() : Optional.of("ab12"),
            Optional.of(check),
            check == RecordingCheck.ALTERED ? Optional.of(ALTERED) : Optional.empty()));
  }

  private void recording() {
    api.put(
        "GET /api/v1/sessions/S-3/recording",
        200,
        "application/jsonl",
        """
        {"hoist":"recording/1","session":"S-3","grant":"G-7","subject":"ana","target":"orders","role":"fix","start":"2026-03-01T12:00:00Z"}
        {"t":1500,"type":"statement","number":1,"text":"UPDATE orders\\nSET x = $1","parameters":["a",null],"truncated":false}
        {"type":"chunk","n":1,"sha256":"00"}
        {"t":1507,"type":"outcome","number":1,"ok":true,"outcome":"UPDATE 1","rows":0,"bytes":20}
        {"t":9000,"type":"note","text":"\\u001b[31mcut"}
        """);
  }

  @Test
  void replaysARecording() {
    session(RecordingCheck.INTACT);
    recording();

    TestLine.Ran ran = run("session", "replay", "S-3");

    assertThat(ran.err()).doesNotContain("digest");
    assertThat(ran.out())
        .isEqualTo(
            """
            +    1.500s #1 > UPDATE orders
                        SET x = $1
            +    1.500s with a, NULL
            +    1.507s #1 ✓ UPDATE 1
            +    9.000s ! \\u001b[31mcut
            """);
  }

  @Test
  void replaysForProgramsWhatTheLinesSay() {
    session(RecordingCheck.INTACT);
    recording();

    assertThat(run("session", "replay", "S-3", "-o", "json").out().lines())
        .hasSize(5)
        .first()
        .asString()
        .startsWith("{\"hoist\":\"recording/1\"");
    assertThat(run("session", "replay", "S-3", "-o", "yaml").out())
        .startsWith("- hoist: recording/1\n  session: S-3\n")
        .contains("\n- t: 1507\n  type: outcome\n");
  }

  @Test
  void saysThatALiveSessionHasNoDigestYet() {
    session(RecordingCheck.LIVE);
    recording();

    assertThat(run("session", "replay", "S-3").err()).contains("S-3 is still live", "no digest");
    assertThat(run("session", "show", "S-3").out()).contains("no digest to compare yet");
  }

  @Test
  @DisplayName("S22 an altered recording is neither shown nor replayed, and the exit code says so")
  void refusesAnAlteredRecording() {
    session(RecordingCheck.ALTERED);

    TestLine.Ran replayed = run("session", "replay", "S-3");
    TestLine.Ran shown = run("session", "show", "S-3");

    assertThat(replayed.exit()).isEqualTo(85);
    assertThat(replayed.out()).isEmpty();
    assertThat(replayed.err()).contains(ALTERED, "hoist audit verify");
    assertThat(shown.exit()).isEqualTo(85);
    assertThat(shown.out()).contains("ALTERED");
    assertThat(shown.err()).contains(ALTERED);
  }

  @Test
  void refusesAlsoWhatWasAlteredInBetween() {
    session(RecordingCheck.INTACT);
    api.refuse("GET /api/v1/sessions/S-3/recording", ProblemCode.RECORDING_ALTERED, ALTERED);

    assertThat(run("session", "replay", "S-3").exit()).isEqualTo(85);
  }

  @Test
  @DisplayName("S22 a search names the recordings that it refused, and the exit code says so")
  void namesWhatWasNotSearched() {
    var hit = new SessionHit("S-9", "ana", "orders", TestLine.NOW, 7, "DELETE FROM refunds");
    api.on(
            "GET /api/v1/sessions/search?q=x",
            new SearchView(List.of(), Optional.of("c"), List.of(ALTERED)))
        .on(
            "GET /api/v1/sessions/search?q=x&cursor=c",
            new SearchView(List.of(hit), Optional.empty(), List.of()));

    TestLine.Ran ran = run("session", "search", "x");

    assertThat(ran.exit()).isEqualTo(85);
    assertThat(ran.out()).contains("S-9", "DELETE FROM refunds");
    assertThat(ran.err()).contains(ALTERED);
  }
}
