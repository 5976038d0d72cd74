package dev.hoist.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.base.Shell;
import dev.hoist.cli.config.Context;
import dev.hoist.cli.config.Contexts;
import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.kernel.identity.Secret;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadStartTest {
  @TempDir private Path home;
  private FakeApi work;
  private FakeApi play;

  @BeforeEach
  void twoServers() {
    work = new FakeApi();
    play = new FakeApi();
    save("play", play);
    save("work", work);
  }

  @AfterEach
  void stop() {
    HeadStart.end();
    work.close();
    play.close();
  }

  private void save(String name, FakeApi server) {
    var contexts = new Contexts(home.resolve(".config/hoist/config.yaml"));
    contexts.save(
        new Context(name, URI.create(server.url()), Optional.of(FakeApi.ca()), Optional.of("ana")));
    contexts.saveToken(name, Secret.of("t0ken"));
  }

  private Shell shell() {
    return new TestLine(home)
        .shell(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls", "request show R-1 --no-input", "ls --context work"})
  void meetsTheServerInUse(String line) {
    HeadStart.begin(shell(), line.split(" "));
    assertThat(hasBegunTo(work)).isTrue();
    assertThat(hasBegunTo(play)).isFalse();
    HeadStart.end();
    assertThat(hasBegunTo(work)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls --context play", "--context=play", "status -o json --context=play"})
  void meetsTheOneThatIsNamed(String line) {
    HeadStart.begin(shell(), line.split(" "));
    assertThat(hasBegunTo(play)).isEqualTo(!line.startsWith("-"));
    assertThat(hasBegunTo(work)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"version", "audit verify .", "context ls", "--help", "ls --context nobody"})
  void meetsNobodyWhereNothingIsToBeSaid(String line) {
    HeadStart.begin(shell(), line.split(" "));
    assertThat(hasBegunTo(work)).isFalse();
    assertThat(hasBegunTo(play)).isFalse();
  }

  @Test
  void meetsNobodyWithoutALogIn() {
    new Contexts(home.resolve(".config/hoist/config.yaml")).forgetToken("work");
    HeadStart.begin(shell(), "ls");
    assertThat(hasBegunTo(work)).isFalse();
  }

  @Test
  void believesWhomTheContextNamesAndNobodyElse() {
    HeadStart.begin(shell(), "ls");
    URI server = URI.create(work.url());
    assertThat(hasBegunTo(work)).isTrue();
    assertThat(HeadStart.dialer(server, Optional.empty()))
        .isNotSameAs(HeadStart.dialer(server, Optional.of(FakeApi.ca())));
  }

  private static boolean hasBegunTo(FakeApi server) {
    URI url = URI.create(server.url());
    var ca = Optional.of(FakeApi.ca());
    Dialer once = HeadStart.dialer(url, ca);
    // A new one is made for everybody who asks, but for this one.
    return HeadStart.dialer(url, ca) == once;
  }
}
