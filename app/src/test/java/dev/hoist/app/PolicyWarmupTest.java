package dev.hoist.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.Hoist;
import dev.hoist.cli.base.Prompt;
import dev.hoist.cli.base.Shell;
import dev.hoist.policy.HoistPolicyLoader;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyWarmupTest {
  @Test
  void runsThrough() throws Exception {
    PolicyWarmup.main(new String[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy check", "policy test"})
  void practisesOnPolicyThatIsGood(String command) throws Exception {
    String file =
        Path.of(PolicyWarmup.class.getResource("/practice/orders.yaml").toURI()).toString();
    var policies = new HoistPolicyLoader(new PolicyKinds());
    var said = new ByteArrayOutputStream();
    int exit = Hoist.run(shell(said), policies, (command + " " + file).split(" "));
    assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }

  /** Surefire talks to its parent over standard output. */
  private static Shell shell(ByteArrayOutputStream said) {
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new Shell(
        Map.of(),
        InputStream.nullInputStream(),
        out,
        out,
        Prompt.none(),
        false,
        InstantSource.system(),
        ZoneOffset.UTC);
  }
}
