package dev.hoist.policy.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.policy.Goldens;
import dev.hoist.policy.Unplaced;
import dev.hoist.policy.format.PolicyFormat.Result;
import dev.hoist.policy.parse.PolicyParser;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Laying out changes nothing but looks, and doing it twice changes nothing more. */
class FormatMeaningTest {
  @Property(tries = 500)
  @Label("S08 a policy file of any looks means the same when it is laid out")
  void generated(@ForAll Random random) {
    boolean readable = check(new WildWriter(random).file());
    Statistics.collect(readable);
    Statistics.coverage(c -> c.check(true).percentage(p -> p > 60));
  }

  @Property(tries = 300)
  @Label("S08 a real policy file with comments strewn in means the same when it is laid out")
  void strewn(@ForAll Random random) throws IOException {
    List<PolicyFile> files = Goldens.files();
    String text = new WildWriter(random).strew(files.get(random.nextInt(files.size())).text());
    boolean readable = check(text);
    Statistics.collect(readable);
    Statistics.coverage(c -> c.check(true).percentage(p -> p > 60));
  }

  @TestFactory
  @DisplayName("S08 every golden file means the same when it is laid out")
  Stream<DynamicTest> golden() throws IOException {
    return Goldens.files().stream()
        .map(f -> DynamicTest.dynamicTest(f.name(), () -> check(f.text())));
  }

  /** Whether it could be read at all. */
  private static boolean check(String text) {
    return switch (PolicyFormat.format(new PolicyFile("p.yaml", text))) {
      case Result.Unreadable unreadable -> {
        assertThat(unreadable.problems())
            .as(text)
            .noneSatisfy(p -> assertThat(p.message()).contains("laid out"));
        yield false;
      }
      case Result.Formatted formatted -> {
        assertThat(meaning(formatted.text())).as(text).isEqualTo(meaning(text));
        assertThat(comments(formatted.text()))
            .as(text)
            .containsExactlyInAnyOrderElementsOf(comments(text));
        assertThat(PolicyFormatTest.format(formatted.text())).as(text).isEqualTo(formatted.text());
        yield true;
      }
    };
  }

  private static List<String> comments(String text) {
    return Notes.of(PartReader.read(text)).stream().map(Part.Note::text).toList();
  }

  private static Object meaning(String text) {
    return Unplaced.of(
        PolicyParser.parse(new Source(new PolicyFile("p.yaml", text)), new Problems()));
  }
}
