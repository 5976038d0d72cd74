package dev.hoist.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
  private final Table<List<String>> table =
      new Table<List<String>>().column("NAME", List::getFirst).column("WHY", List::getLast);

  @Test
  void alignsColumnsAndLeavesNoTrailingBlanks() {
    assertThat(table.lines(List.of(List.of("a", "x y"), List.of("größer", ""))))
        .containsExactly("NAME    WHY", "a       x y", "größer");
  }

  @Test
  void noRowsAreNoLines() {
    assertThat(table.lines(List.of())).isEmpty();
  }

  @Test
  void aCellStaysOnItsLine() {
    assertThat(table.lines(List.of(List.of("a\nb", "c")))).contains("a\\nb  c");
  }
}
