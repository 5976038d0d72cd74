package dev.hoist.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class CleanTest {
  @Test
  void showsWhatWouldMoveTheCursorOrReorderText() {
    assertThat(Clean.line("a\u001b[2Jb\u202ec\rd\ne"))
        .isEqualTo("a\\u001b[2Jb\\u202ec\\u000dd\\ne");
  }

  @Test
  void leavesOrdinaryTextOfAnyLanguage() {
    assertThat(Clean.line("Größe → 東京 👩\u200d💻")).isEqualTo("Größe → 東京 👩\u200d💻");
  }

  @Test
  void shortensByCharactersNotHalves() {
    assertThat(Clean.line("💻💻💻💻", 3)).isEqualTo("💻💻…");
  }

  @Property
  void nothingThatControlsATerminalIsLeft(@ForAll String text) {
    assertThat(Clean.line(text).codePoints())
        .noneMatch(c -> Character.isISOControl(c) || (c >= 0x202a && c <= 0x202e));
  }

  @Property
  void aShortenedLineIsShort(@ForAll String text, @ForAll @IntRange(min = 1, max = 50) int most) {
    String line = Clean.line(text, most);
    assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(most);
  }
}
