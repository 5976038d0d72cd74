package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.policy.yaml.SourceLimits;
import dev.hoist.wire.PolicyChangeView;
import dev.hoist.wire.PolicyFileChangeView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyChangeLinesTest {
  private static String text(String word, int lines) {
    return IntStream.range(0, lines).mapToObj(i -> word + i).collect(Collectors.joining("\n"));
  }

  private static List<String> shown(String before, String after) {
    var file =
        new PolicyFileChangeView(
            "a.yaml", "changed", List.of("sre"), Optional.of(before), Optional.of(after));
    return PolicyChangeLines.all(
        new PolicyChangeView("0".repeat(64), "1".repeat(64), List.of(file), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {SourceLimits.LINES, SourceLimits.LINES + 1, 30_000})
  @DisplayName("S12 however long a file is, each line of its change is shown")
  void everyLineThatChangesIsShown(int lines) {
    List<String> shown = shown(text("old ", lines), text("new ", lines));

    assertThat(shown).contains("-old 0", "-old " + (lines - 1), "+new 0", "+new " + (lines - 1));
    assertThat(shown.stream().filter(line -> line.startsWith("+new"))).hasSize(lines);
  }
}
