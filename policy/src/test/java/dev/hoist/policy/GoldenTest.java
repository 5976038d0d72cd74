package dev.hoist.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.inventory.InventoryLoader;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Policies and what their author sees, one case after another in {@code src/test/resources/golden}.
 * A case is {@code === title}, files as {@code --- name}, and {@code --- expect}. {@code @head} is
 * the common head of a good file; a file named {@code targets.yaml} is an inventory. To rewrite
 * what is expected after a deliberate change, run with {@code -Dgolden.rewrite=true} and read the
 * difference.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");

  private static final Instant NOW = Instant.parse("2026-11-03T09:00:00Z");

  record Case(String title, List<PolicyFile> files, String expected) {}

  @TestFactory
  Stream<DynamicTest> messages() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
        List<Case> cases = cases(Files.readString(file));
        if (REWRITE) {
          Files.writeString(file, rewritten(Files.readString(file)));
        }
        cases.forEach(c -> tests.add(DynamicTest.dynamicTest(c.title(), () -> check(c))));
      }
    }
    assertThat(tests).hasSizeGreaterThanOrEqualTo(60);
    return tests.stream();
  }

  private static void check(Case c) {
    assertThat(seen(c.files())).isEqualTo(c.expected());
  }

  private static String seen(List<PolicyFile> files) {
    String problems = ProblemRenderer.render(problems(files));
    return problems.isEmpty() ? "✓\n" : problems;
  }

  private static List<PolicyProblem> problems(List<PolicyFile> files) {
    if (!files.getFirst().name().equals("targets.yaml")) {
      return new HoistPolicyLoader(new PretendKinds(), InstantSource.fixed(NOW))
          .load(files)
          .problems();
    }
    return switch (new HoistInventoryLoader(new PretendKinds()).load(files.getFirst())) {
      case InventoryLoader.Load.Loaded loaded -> List.of();
      case InventoryLoader.Load.Rejected rejected -> rejected.problems();
    };
  }

  static List<Case> cases(String text) throws IOException {
    String head = Files.readString(FOLDER.resolve("head.yaml"));
    List<Case> cases = new ArrayList<>();
    for (String one : text.split("(?m)^=== ", -1)) {
      if (!one.isBlank()) {
        cases.add(parse(one, head));
      }
    }
    return cases;
  }

  private static Case parse(String one, String head) {
    String[] parts = one.split("(?m)^--- ", -1);
    List<PolicyFile> files = new ArrayList<>();
    String expected = "";
    for (int i = 1; i < parts.length; i++) {
      int end = parts[i].indexOf('\n');
      String name = parts[i].substring(0, end).strip();
      String body = parts[i].substring(end + 1);
      if (name.equals("expect")) {
        expected = body.strip().isEmpty() ? "" : body.stripTrailing() + "\n";
      } else {
        files.add(new PolicyFile(name, body.replace("@head\n", head)));
      }
    }
    return new Case(parts[0].strip(), files, expected);
  }

  private static String rewritten(String text) throws IOException {
    var out = new StringBuilder();
    for (String one : text.split("(?m)^(?==== )", -1)) {
      if (one.startsWith("=== ")) {
        String kept = one.replaceAll("(?s)\n--- expect\n.*", "\n").stripTrailing();
        String seen = seen(cases(one).getFirst().files());
        out.append(kept).append("\n--- expect\n").append(seen).append('\n');
      }
    }
    return out.toString().stripTrailing() + "\n";
  }
}
