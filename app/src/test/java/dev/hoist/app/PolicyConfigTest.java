package dev.hoist.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyConfigTest {
  @TempDir Path home;
  private DataFolder data;

  @BeforeEach
  void open() {
    data = DataFolder.open(home.resolve("data"));
  }

  @AfterEach
  void close() throws IOException {
    data.close();
  }

  private void write(String text) throws IOException {
    Files.writeString(data.policyConfig(), text);
  }

  @Test
  void withoutAFilePolicyIsInTheFolder() {
    assertThat(PolicyConfig.source(data)).isEmpty();
  }

  @Test
  void aRepositoryIsLookedAtAsOftenAsItSays() throws IOException {
    write("git: {url: 'file:///srv/policy.git', every: 2m}");

    assertThat(PolicyConfig.source(data).orElseThrow().every()).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          git: {branch: main}                             | git lacks url
          git: {url: 'http://h/r'}                        | url: https:, ssh: or file:, not http
          git: {url: 'https://h/r', colour: red}          | unknown key colour; the keys are branch
          git: {url: 'https://h/r', every: often}         | every: a duration
          git: {url: 'https://h/r', user: ana}            | git lacks password_file
          git: {url: 'https://h/r', password_file: p}     | git lacks user
          git: {url: 'https://h/r', key_file: k}          | key_file: only with ssh:
          git: {url: 'ssh://git@h/r', ca: c}              | ca: only with https:
          git: {url: 'git@h:r.git'}                       | git lacks key_file
          git: {url: 'git@h:r.git', key_file: k}          | git lacks known_hosts
          git: {url: 'https://h/r', branch: 'a..b'}       | branch: a..b
          svn: {url: 'https://h/r'}                       | should have one key, git
          git: {url: 'https://h/r'                        | is not good YAML
          """)
  void aWrongFileIsSaidAtStart(String text, String problem) throws IOException {
    write(text);

    assertThatThrownBy(() -> PolicyConfig.source(data))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("policy.yaml")
        .hasMessageContaining(problem);
  }
}
