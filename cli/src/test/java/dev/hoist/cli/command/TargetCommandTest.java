package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.cli.support.Views;
import dev.hoist.wire.HealthView;
import dev.hoist.wire.MeView;
import dev.hoist.wire.TargetView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What targets lack, as administrators see it. */
final class TargetCommandTest {
  @TempDir Path home;
  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private static TargetView target(String name, List<String> roles, boolean account) {
    return new TargetView(
        name, "postgres", name + ":5432", Map.of("app", "orders"), true, roles, account);
  }

  private static final List<TargetView> TARGETS =
      List.of(
          target("eu", List.of("fix", "read"), true),
          target("odd", List.of(), true),
          target("us", List.of("read"), false));

  @Test
  void whatEachLacksIsTold() {
    api.on("GET /api/v1/targets", Views.page(TARGETS));
    assertThat(new TestLine(home).at(api).run("target", "ls").out())
        .isEqualTo(
            """
            TARGET  KIND      ADDRESS   LABELS      FROM       ROLES      LACKS
            eu      postgres  eu:5432   app=orders  inventory  fix, read
            odd     postgres  odd:5432  app=orders  inventory             a role in one policy file
            us      postgres  us:5432   app=orders  inventory  read       an account in connections.yaml
            """);
  }

  private String doctor(boolean admin, boolean targetsNotLoaded) {
    var me = new MeView("u", "ana", "person", admin, List.of(), List.of(), TestLine.NOW, false);
    api.on("GET /api/v1/me", me)
        .on("GET /api/v1/targets", Views.page(TARGETS))
        .on("GET /api/v1/health", new HealthView("ready", false, 0, false, targetsNotLoaded));
    return new TestLine(home).at(api).run("doctor").out();
  }

  @Test
  void doctorNamesTargetsWithoutAnAccount() {
    assertThat(doctor(true, false))
        .contains("✗ targets  1 of 3 without an account: us")
        .contains("connections.yaml");
  }

  @Test
  void doctorAsksForTargetsOnlyAsAnAdministrator() {
    assertThat(doctor(false, false)).doesNotContain("targets");
  }

  @Test
  void doctorTellsOfAnInventoryThatIsNotInForce() {
    assertThat(doctor(false, true)).contains("the inventory of targets that it finds is not");
  }
}
