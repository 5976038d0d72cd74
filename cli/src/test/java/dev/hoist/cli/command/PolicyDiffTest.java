package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.TestLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDiffTest {
  private static final String OLD =
      """
      apiVersion: hoist/v1
      policy: orders
      groups: {sre: {members: [ana]}, leads: {members: [dana, lee]}}
      targets: {db: {kind: postgres, address: "db:5432"}}
      roles: {read: {on: db, grants: [S]}}
      rules:
        - {name: reads, who: group:sre, roles: [read], grant: {max: 2h}, approval: none}
      """;

  @TempDir Path home;

  private TestLine.Ran diff(String from, String to, String... more) throws IOException {
    Path old = Files.writeString(home.resolve("old.yaml"), OLD);
    Path fresh = Files.writeString(home.resolve("new.yaml"), OLD.replace(from, to));
    String[] args = {"policy", "diff", old.toString(), fresh.toString()};
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return new TestLine(home).run(all);
  }

  @Test
  void saysWhoGainsWhat() throws IOException {
    TestLine.Ran ran = diff("[ana]", "[ana, kim]");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            ~ group sre  (orders)
                members: user:ana → user:ana, user:kim

               WHO  WHAT     BEFORE  AFTER
            +  kim  db/read  denied  at once, up to 2h
            """);
  }

  @Test
  void saysItToPrograms() throws IOException {
    TestLine.Ran ran = diff("max: 2h", "max: 1h", "-o", "json");
    assertThat(ran.out())
        .contains("\"what\" : \"rule\"", "\"before\" : \"2h\"", "\"turn\" : \"OTHERWISE\"");
  }

  @Test
  void layoutIsNoDifference() throws IOException {
    assertThat(diff("policy: orders", "policy:   'orders' # ours").out())
        .isEqualTo("✓ no difference in meaning\n");
  }

  @Test
  void refusesWhatIsNotGood() throws IOException {
    TestLine.Ran ran = diff("max: 2h", "mx: 2h");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("new.yaml", "unknown key mx", "did you mean max?");
  }
}
