package dev.hoist.policy.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import dev.hoist.policy.yaml.YamlReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps a file from being written by a formatter that has a mistake. */
class SamenessTest {
  private static boolean holds(String before, String after) {
    String text = before.replace("~", "\n");
    var node = YamlReader.read(new Source(new PolicyFile("p.yaml", text)), new Problems());
    return Sameness.holds(
        node.orElseThrow(), Notes.of(PartReader.read(text)), after.replace("~", "\n"));
  }

  @ParameterizedTest
  @DisplayName("S08 a text that says something else is not the same, one that only looks so is")
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "other => a: b # c => a: b",
        "other => a: b # c => a: b # d",
        "other => a: b # c~# c => a: b # c",
        "other => a: b => a: c",
        "other => a: \"no\" => a: no",
        "other => a: \"0123\" => a: 0123",
        "other => a: 1 => a: '1'",
        "other => a: \"true\" => a: true",
        "other => rules: [{name: a}, {name: b}] => rules: [{name: b}, {name: a}]",
        "other => rules: [{name: a}, {name: b}] => rules: [{name: a}]",
        "other => a: [x] => a: x",
        "other => a: [x] => a: {x: }",
        "other => a: b~c: d => a: b",
        "other => a: b => a: b~c: d",
        "other => a: |~  x~  y~ => a: x y",
        "other => a: |~  x~  y~ => a: |-~  x~  y~",
        "other => a: b => a: [",
        "other => a: b => a: b~a: b",
        "same => a: b # c => # c~a:    b",
        "same => a: b~c: d => c: d~a: b",
        "same => a: [x, y] => a:~  - x~  - y",
        "same => a: 'no' => a: \"no\"",
        "same => a: x y => a: >-~  x~  y",
        "same => a: \"x\\ny\\n\" => a: |~  x~  y~",
      })
  void isTheSame(String is, String before, String after) {
    assertThat(holds(before, after)).isEqualTo(is.equals("same"));
  }
}
