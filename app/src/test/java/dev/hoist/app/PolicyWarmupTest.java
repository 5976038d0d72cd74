package dev.hoist.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.Hoist;
import dev.hoist.cli.base.Shell;
import dev.hoist.policy.HoistPolicyLoader;
import java.nio.file.Path;
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
    assertThat(Hoist.run(Shell.system(), policies, (command + " " + file).split(" "))).isZero();
  }
}
