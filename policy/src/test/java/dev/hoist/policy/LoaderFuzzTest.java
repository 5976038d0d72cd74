package dev.hoist.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.target.RoleDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Feeds the loader what a fuzzer makes up. In an ordinary run the known inputs are tried again, and
 * some thousands of mutations of good policy; with {@code JAZZER_FUZZ=1} new ones are sought.
 */
class LoaderFuzzTest {
  private static final int MUTATIONS = 3000;

  /** Pieces that mean something to YAML, to conditions or to the language. */
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "&a ",
          "*a",
          "!!x ",
          "<<: ",
          "---\n",
          "\"",
          "'",
          "|\n",
          ": ",
          "- ",
          "\uFEFF",
          "\t",
          "\r\n",
          "#",
          "? ",
          "%TAG ! x\n",
          "{a: ",
          "((((",
          "))))",
          "&&",
          "||",
          "!",
          ".map(a, [a, a])",
          ".matches(\"(a{1000}){1000}\")",
          "{999}",
          "\\Q",
          "on_call(",
          "group:",
          "user:",
          "everyone",
          "owner",
          "none",
          "99999999999999999999",
          "1h",
          "-1",
          "0",
          "\0");

  @FuzzTest(maxDuration = "2m")
  @DisplayName("no file throws, and what is loaded decides and explains alike")
  void anyFile(byte[] data) {
    check(new String(data, StandardCharsets.UTF_8));
  }

  @Test
  void mutationsOfGoodPolicy() throws IOException {
    List<String> seeds =
        List.of(
            Files.readString(Path.of("src/test/resources/orders.yaml")),
            Files.readString(Path.of("src/test/resources/golden/head.yaml")));
    var random = new Random(20_261_122);
    for (int i = 0; i < MUTATIONS; i++) {
      check(mutated(seeds.get(i % seeds.size()), random));
    }
  }

  private static String mutated(String seed, Random random) {
    var text = new StringBuilder(seed);
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(20));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, to));
        default -> text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
      }
    }
    return text.toString();
  }

  private static void check(String text) {
    Load load = new HoistPolicyLoader().load(List.of(new PolicyFile("fuzz.yaml", text)));
    assertThat(ProblemRenderer.render(load.problems())).hasSizeLessThan(2_000_000);
    switch (load) {
      case Load.Loaded loaded -> loaded.set().roles().forEach(role -> ask(loaded.set(), role));
      case Load.Rejected rejected -> assertThat(rejected.problems()).isNotEmpty();
    }
  }

  private static void ask(PolicySet set, RoleDefinition role) {
    for (String who : List.of("ana", "dana@acme.io")) {
      Facts facts = Given.facts(who, role.name(), role.target(), Map.of());
      assertThat(set.explain(facts).decision()).isEqualTo(set.decide(facts));
    }
  }
}
