package dev.hoist.cli.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LengthsTest {
  @ParameterizedTest
  @CsvSource({
    "90s,PT90S",
    "30m,PT30M",
    "1h30m,PT90M",
    "2d,PT48H",
    "1d2h3m4s,PT26H3M4S",
    "' 5m ',PT5M"
  })
  void readsWhatPeopleWrite(String text, Duration length) {
    assertThat(Lengths.parse(text)).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0m", "0s", "0h0m", "-5m", "-1h"})
  void refusesNothingAndLess(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lengths.parse(text))
        .withMessage("'%s' is not more than zero; write it like 30m or 1h30m", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"31d", "721h", "999999999d", "999999999h999999999m"})
  void refusesWhatNoGrantLasts(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lengths.parse(text))
        .withMessageContaining("'" + text + "' is longer than 30 days");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "30",
        "m",
        "1.5h",
        "30 m",
        "PT30M",
        "PT0.000000001S",
        "0.5s",
        "1m1h",
        "forever",
        "9999999999d",
        "٣m"
      })
  void refusesWhatIsNoLength(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lengths.parse(text))
        .withMessageContaining("is not a length of time; write it like 30m or 1h30m");
  }

  @Property
  void writesWhatItReads(@ForAll @LongRange(min = 1, max = 2_592_000) long seconds) {
    Duration length = Duration.ofSeconds(seconds);
    assertThat(Lengths.parse(Lengths.show(length))).isEqualTo(length);
  }

  @Property
  void anyOtherTextIsRefusedInOneLine(@ForAll String text) {
    try {
      assertThat(Lengths.parse(text)).isPositive();
    } catch (IllegalArgumentException e) {
      assertThat(String.valueOf(e.getMessage())).doesNotContain("\n").hasSizeLessThan(300);
    }
  }
}
