package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.cli.support.Views;
import dev.hoist.wire.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExtendTest {
  @TempDir Path home;
  private final FakeApi api = new FakeApi();

  @AfterEach
  void close() {
    api.close();
  }

  private TestLine.Ran run(String... arguments) {
    return new TestLine(home).at(api).run(arguments);
  }

  @Test
  void theOnlyGrantGetsAsMuchAsPolicyAllows() {
    api.on("GET /api/v1/grants", Views.page(List.of(Views.grant("G-7", TestLine.NOW))))
        .on("POST /api/v1/grants/G-7/extend", Views.extended("G-7", TestLine.NOW.plusSeconds(60)));

    TestLine.Ran ran = run("extend");

    assertThat(ran.err())
        .contains("G-7 goes on until 2001-03-01 12:01:00", "It can be extended once more.");
    assertThat(api.bodyOf("POST")).isEqualTo("{\"number\":1}");
  }

  @Test
  void oneOfManyIsNamedAndGetsWhatWasAsked() {
    var grants = List.of(Views.grant("G-7", TestLine.NOW), Views.extended("G-8", TestLine.NOW));
    api.on("GET /api/v1/grants", Views.page(grants))
        .on("POST /api/v1/grants/G-8/extend", Views.extended("G-8", TestLine.NOW));

    assertThat(run("extend").err()).contains("you have 2 grants", "G-7 (orders/fix)");
    assertThat(run("extend", "G-8", "--for", "30m").exit()).isEqualTo(Exit.OK);
    assertThat(api.bodyOf("POST")).isEqualTo("{\"number\":2,\"for\":\"PT30M\"}");
  }

  @Test
  void refusalsOfPolicyHaveTheirExitCode() {
    api.on("GET /api/v1/grants", Views.page(List.of(Views.grant("G-7", TestLine.NOW))))
        .refuse(
            "POST /api/v1/grants/G-7/extend",
            ProblemCode.DENIED_BY_POLICY,
            "G-7 is not extended: rule \"writes\" allows no extension");

    TestLine.Ran ran = run("extend");

    assertThat(ran.exit()).isEqualTo(Exit.DENIED_BY_POLICY);
    assertThat(ran.err()).contains("allows no extension");
  }

  @Test
  void aGrantThatIsNotThereIsNotAskedFor() {
    api.on("GET /api/v1/grants", Views.page(List.of()));

    assertThat(run("extend", "G-9").err()).contains("no active grant G-9", "hoist status");
    assertThat(run("extend").err()).contains("no grant to extend");
  }
}
