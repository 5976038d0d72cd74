package dev.hoist.policy.author;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/policy.md shows is good policy, and does what it says. */
class DocsTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");

  @Test
  void theExamplesOfTheDocumentationLoadAndPass() throws IOException {
    String docs = Files.readString(Path.of("../docs/policy.md"));
    List<String> blocks = BLOCK.matcher(docs).results().map(m -> m.group(1)).toList();
    var bound = TestRunTest.read(one(blocks, "apiVersion:") + one(blocks, "tests:"));
    assertThat(Explained.render(TestRun.run(bound))).isEqualTo("✓ 1 passed\n");
  }

  private static String one(List<String> blocks, String start) {
    List<String> found = blocks.stream().filter(b -> b.startsWith(start)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
