package dev.hoist.policy.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.policy.format.PolicyFormat;
import dev.hoist.policy.model.Keys;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The keys that a reader takes, an editor offers and fmt lays out are the same, in one order. */
class KeysTest {
  /** What stands before a mapping of these keys in a file. */
  private static String before(Keys keys) {
    return switch (keys) {
      case FILE -> "";
      case RULE -> "rules:\n";
      case TEST -> "tests:\n";
    };
  }

  @Test
  void theReaderTakesTheseAndNamesThemInTheirOrder() {
    for (Keys keys : Keys.values()) {
      assertThat(problems(text(keys, Stream.concat(Stream.of("zzz"), keys.order().stream()))))
          .filteredOn(p -> p.startsWith("unknown key"))
          .singleElement()
          .asString()
          .startsWith("unknown key zzz")
          .endsWith("keys here: " + String.join(", ", keys.order()));
    }
  }

  @Test
  void fmtLaysThemOutInTheirOrder() {
    for (Keys keys : Keys.values()) {
      var laidOut = PolicyFormat.format(file(text(keys, keys.order().reversed().stream())));
      assertThat(laidOut).isInstanceOf(PolicyFormat.Result.Formatted.class);
      assertThat(((PolicyFormat.Result.Formatted) laidOut).text().lines())
          .map(line -> line.replaceFirst("^[- ]*", "").replaceFirst(":.*", ""))
          .filteredOn(keys.order()::contains)
          .filteredOn(key -> !before(keys).startsWith(key + ":"))
          .isEqualTo(keys.order());
    }
  }

  @Test
  void theSchemaHasThemInTheirOrder() {
    Map<?, ?> schema = PolicySchema.schema();
    Map<?, ?> defs = inside(schema, "$defs");
    assertThat(properties(schema)).isEqualTo(Keys.FILE.order());
    assertThat(properties(inside(defs, "rule"))).isEqualTo(Keys.RULE.order());
    assertThat(properties(inside(defs, "test"))).isEqualTo(Keys.TEST.order());
  }

  private static List<String> properties(Map<?, ?> mapping) {
    return inside(mapping, "properties").keySet().stream().map(String::valueOf).toList();
  }

  private static Map<?, ?> inside(Map<?, ?> mapping, String key) {
    return (Map<?, ?>) Objects.requireNonNull(mapping.get(key), key);
  }

  /** Each key with a value of its own line, so that nothing is written in brackets. */
  private static String text(Keys keys, Stream<String> order) {
    String indent = keys == Keys.FILE ? "" : "    ";
    String mapping =
        order
            .map(key -> indent + key + ":\n" + indent + "  # why\n" + indent + "  x\n")
            .collect(Collectors.joining());
    return keys == Keys.FILE ? mapping : before(keys) + "  -\n" + mapping;
  }

  private static List<String> problems(String text) {
    return new HoistPolicyLoader()
        .read(List.of(file(text))).problems().stream().map(PolicyProblem::message).toList();
  }

  private static PolicyFile file(String text) {
    return new PolicyFile("p.yaml", text);
  }
}
