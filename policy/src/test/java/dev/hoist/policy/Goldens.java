package dev.hoist.policy;

import dev.hoist.kernel.policy.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The policy files of the golden cases, good and bad, for tests of other things. */
public final class Goldens {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private Goldens() {}

  /** Each named by its case. */
  public static List<PolicyFile> files() throws IOException {
    List<PolicyFile> all = new ArrayList<>();
    all.add(new PolicyFile("orders", Files.readString(RESOURCES.resolve("orders.yaml"))));
    try (Stream<Path> cases = Files.list(RESOURCES.resolve("golden"))) {
      for (Path file : cases.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
        GoldenTest.cases(Files.readString(file))
            .forEach(c -> c.files().forEach(f -> all.add(new PolicyFile(c.title(), f.text()))));
      }
    }
    return all;
  }
}
