package dev.hoist.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.integrations.yaml.BadFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sources.yaml}: what is wrong is said at start, with its place. */
final class SourcesTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void start() throws IOException {
    bench = new Bench(folder);
  }

  @Test
  void thereMayBeNone() throws Exception {
    assertThat(Sources.read(folder.resolve("sources.yaml"), bench.time())).isEmpty();
    assertThat(bench.sources("")).isEmpty();
    assertThat(bench.sources("# none yet\n")).isEmpty();
  }

  @Test
  void takesEveryKind() throws Exception {
    var _ = bench.file("rota.yaml", "");
    Map<String, ?> sources =
        bench.sources(
            """
            pagerduty: {kind: pagerduty, token_file: token, domain: acme.io, incidents: false}
            opsgenie:  {kind: opsgenie, token_file: token, url: "https://api.eu.opsgenie.com"}
            rota_api:  {kind: http, url: "https://rota.acme.io/v1", timeout: 500ms}
            rota:      {kind: static, file: rota.yaml}
            """);
    assertThat(sources).containsOnlyKeys("pagerduty", "opsgenie", "rota_api", "rota");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pd: {kind: pagerduty, tokn_file: token} | :1:23 unknown key tokn_file; the keys are ca,
          pd: {kind: pagerduty}                   | :1:5 pd lacks token_file
          pd: {kind: pager}                       | :1:12 there is no kind pager; write http,
          pd: {}                                  | :1:5 pd lacks kind
          pd: x                                   | :1:5 pd should be a mapping
          Pd: {kind: http}                        | :1:1 a source's name is a lower-case word
          levels: {kind: http}                    | :1:1 a source's name is a lower-case word
          pd: {kind: http, kind: http}            | :1:18 kind is there twice
          pd: {kind: http}                        | :1:5 pd lacks url
          pd: {kind: http, url: 'http://a.b/'}    | :1:23 url is an https address
          pd: {kind: http, url: 'https://u@a.b/'} | :1:23 url is an https address
          pd: {kind: http, url: 'ftp://a.b/'}     | :1:23 url is an https address
          pd: {kind: http, url: 'a b'}            | :1:23 url is an https address
          pd: {kind: http, url: 'https://a', timeout: 1m}   | :1:45 timeout is from 100ms to 3s
          pd: {kind: http, url: 'https://a', timeout: soon} | :1:45 timeout is a length of time
          pd: {kind: http, url: 'https://a', fresh_for: 10m} | :1:5 stale_after is not shorter
          pd: {kind: http, url: 'https://a', domain: acme}  | :1:44 domain is a name such as
          pd: {kind: http, url: 'https://a', incidents: 1}  | :1:47 incidents is true or false
          pd: {kind: http, url: 'https://a', ca: none.pem}  | :1:12 ca cannot be read
          pd: {kind: static, file: none.yaml}     | none.yaml cannot be read
          pd: {kind: http, token_file: none, url: 'https://a'} | token_file
          pd: [                                   | :1:6 expected
          """)
  void mistakesSayWhere(String yaml, String says) {
    assertThatThrownBy(() -> bench.sources(yaml))
        .isInstanceOf(BadFile.class)
        .hasMessageContaining(says);
  }

  @Test
  @DisplayName("S23 a token that others can read is not used, and no token is ever shown")
  void openToken() throws Exception {
    Path token = folder.resolve("token");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> bench.sources("pd: {kind: pagerduty, token_file: token}"))
        .isInstanceOf(BadFile.class)
        .hasMessageContaining("sources.yaml:1:35")
        .hasMessageContaining("chmod 600 " + token)
        .hasMessageNotContaining(Bench.TOKEN);
  }

  @Test
  void bombsEnd() {
    assertThatThrownBy(() -> bench.sources("a: " + "[".repeat(500_000)))
        .isInstanceOf(BadFile.class);
    assertThatThrownBy(() -> bench.sources("a: " + "x".repeat(2 << 20)))
        .isInstanceOf(BadFile.class)
        .hasMessageContaining("larger than 1 MiB");
  }
}
