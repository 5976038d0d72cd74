package dev.hoist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.base.Shell;
import dev.hoist.cli.support.TestLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

final class HelpTest {
  @TempDir static Path home;

  /** Every command there is, under its whole name. */
  static Stream<String> commands() {
    return walk(whole()).map(line -> line.getCommandSpec().qualifiedName());
  }

  private static CommandLine whole() {
    return Hoist.whole(Shell.system());
  }

  private static Stream<CommandLine> walk(CommandLine line) {
    return Stream.concat(
        Stream.of(line), line.getSubcommands().values().stream().flatMap(HelpTest::walk));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandSaysWhatItDoesAndGivesAnExample(String name) {
    List<String> words = new ArrayList<>(List.of(name.split(" ")));
    words.set(0, "help");
    TestLine.Ran ran = new TestLine(home).run(words.toArray(String[]::new));

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("Usage: " + name).contains("Example:\n").contains("  hoist ");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionAndArgumentIsDescribed(String name) {
    CommandLine line =
        walk(whole())
            .filter(l -> l.getCommandSpec().qualifiedName().equals(name))
            .findFirst()
            .orElseThrow();

    assertThat(line.getCommandSpec().args())
        .allSatisfy(arg -> assertThat(arg.description()).as(arg.toString()).isNotEmpty());
    assertThat(line.getCommandSpec().usageMessage().description()).isNotEmpty();
  }

  @Test
  void saysWhatThereIsWhenNothingIsAsked() {
    TestLine.Ran ran = new TestLine(home).run();

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("psql", "approve", "completion");
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    TestLine.Ran ran = new TestLine(home).run("aprove", "R-1");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("'aprove'").contains("did you mean: approve");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void namesABadLengthOfTimeAndAGoodOne() {
    TestLine.Ran ran = new TestLine(home).run("psql", "orders", "--for", "0m");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo(
            """
            hoist: Invalid value for option '--for': '0m' is not more than zero; write it like 30m or 1h30m
              see: hoist psql --help
            """);
  }

  @Test
  void leavesServersToTheLauncher() {
    TestLine.Ran ran = new TestLine(home).run("demo", "--tour");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("./hoist demo");
  }

  @Test
  void theCompletionScriptIsGoodBash() throws IOException, InterruptedException {
    TestLine.Ran ran = new TestLine(home).run("completion", "bash");
    Path script = Files.writeString(home.resolve("completion.bash"), ran.out());

    assertThat(new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start().waitFor())
        .isZero();
    assertThat(ran.out()).contains("--ca-fingerprint").contains("replay");
    assertThat(new TestLine(home).run("completion", "zsh").out()).contains("bashcompinit");
  }

  @Test
  void nothingHeavyIsOnTheClassPath() {
    String jars = System.getProperty("java.class.path");

    assertThat(jars).contains("picocli").doesNotContain("spring", "netty", "postgresql");
  }
}
