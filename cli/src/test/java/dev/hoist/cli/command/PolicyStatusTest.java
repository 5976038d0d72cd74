package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.cli.support.Views;
import dev.hoist.wire.AffectedView;
import dev.hoist.wire.MeView;
import dev.hoist.wire.PolicyView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyStatusTest {
  @TempDir Path home;
  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private String status(boolean admin) {
    var me = new MeView("u", "ana", "person", admin, List.of(), List.of(), TestLine.NOW, false);
    var affected =
        new AffectedView("G-7", "dana", "orders", "fix", TestLine.NOW, "no rule gives it");
    api.on("GET /api/v1/me", me)
        .on("GET /api/v1/policy/affected", Views.page(List.of(affected)))
        .on(
            "GET /api/v1/policy",
            new PolicyView(
                "ab12",
                List.of("orders.yaml"),
                TestLine.NOW,
                Optional.of("line 4"),
                Optional.of("targets.yaml:3:1 twice")));
    return new TestLine(home).at(api).run("policy", "status").out();
  }

  @Test
  void tellsWhatIsInForceAndWhatItWouldNotGive() {
    assertThat(status(true))
        .contains(
            "in force    ab12", "orders.yaml", "NOT LOADED  line 4", "NOT LOADED  targets.yaml:3:1")
        .contains("G-7", "dana", "orders/fix", "no rule gives it");
  }

  @Test
  void whoIsNoAdministratorSeesNobodysGrants() {
    assertThat(status(false)).contains("ab12").doesNotContain("G-7");
    assertThat(api.asked()).noneMatch(a -> a.line().contains("affected"));
  }
}
