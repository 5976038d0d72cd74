package dev.hoist.control.elevation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FreeTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "requeue order 8812",
        "",
        "naïve façade",
        "注文を再処理",
        "👩‍👩‍👧 ok",
        "می‌خواهم",
        "<b>&amp;</b>",
        "'; DROP",
      })
  void ordinaryTextsOfAnyScriptAreFine(String text) {
    assertThat(FreeText.REASON.problem(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\tb",
        "a\0b",
        "\u001b[2J",
        "a\u007f",
        "a\u0085b",
        "gnp.\u202Eexe",
        "\u2066hidden\u2069",
        "a\u200Fb",
        "a\u2028b",
        "zero\uFEFFwidth",
        "half \uD800",
      })
  void whatRewritesATerminalOrTurnsTextRoundIsNot(String text) {
    assertThat(FreeText.REASON.problem(text).orElseThrow()).contains("this one has U+");
  }

  @Test
  void aMegabyteIsTooLong() {
    assertThat(FreeText.REASON.problem("x".repeat(2_000))).isEmpty();
    assertThat(FreeText.REASON.problem("x".repeat(1 << 20)).orElseThrow())
        .isEqualTo("a reason has at most 2000 characters; this one has 1048576");
  }
}
