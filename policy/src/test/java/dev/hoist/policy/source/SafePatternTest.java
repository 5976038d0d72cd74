package dev.hoist.policy.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafePatternTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "^ORD-[0-9]+$",
        "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}",
        "(a+)+$",
        "\\{\\d{3}\\}",
        "[{]{3}[]]{2}[^]x]{1000}",
        "(?i:inc|req)-[0-9]{1,7}",
        "\\p{Greek}{100}",
      })
  void whatPeopleWriteIsTaken(String pattern) {
    assertThat(SafePattern.wrong(pattern)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(((a{100}){100}){100})",
        "(?:(?:a{50,60}){1,60})",
        "([(]{100}){100}",
        "(\\({100}){100}",
        "([[:alpha:]]{100}){100}",
        "([\\]]{100}){100}",
        "(\\x{41}{100}){100}",
        "\\Q[\\E(a{1000}){1000}]",
        "(a?b*c+){999}",
        "(?:(a|b|c){700}",
      })
  void whatGrowsIsNot(String pattern) {
    assertThat(SafePattern.wrong(pattern)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"abc,3", "a{7},7", "'(ab){2,5}',15", "'((a{3}){3}){3}',27", "'[a-z]{2}x',3"})
  void sizesAreNeverTooSmall(String pattern, int size) {
    assertThat(PatternSize.of(pattern)).isGreaterThanOrEqualTo(size);
  }
}
