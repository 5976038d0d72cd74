package dev.hoist.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files made to take for ever or to fill the memory. Each did, or might have: what they are tested
 * for is that they end, and with a clear word.
 */
class BombTest {
  private static final String HEAD = "apiVersion: hoist/v1\npolicy: p\n";
  private static final String ROLE =
      HEAD
          + "targets: {db: {kind: postgres, address: \"db:5432\"}}\n"
          + "roles: {read: {on: db, grants: [S]}}\n"
          + "rules:\n";

  private static String many(int count, IntFunction<String> line) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line.apply(i));
    }
    return text.toString();
  }

  private static Load load(String text) {
    return new HoistPolicyLoader().load(List.of(new PolicyFile("bomb.yaml", text)));
  }

  private static void rejected(String text, String message) {
    Load load = load(text);
    assertThat(load).isInstanceOf(Load.Rejected.class);
    assertThat(load.problems()).hasSizeLessThanOrEqualTo(1000);
    assertThat(load.problems().getFirst().message()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[", "{a: ", "- ", "? ", "a: [", "!", "&a ", "*a ", "--- ", "\"", "|\n ", ":"})
  void aThingRepeatedForAMebibyte(String thing) {
    assertThat(load(thing.repeat((1 << 20) / thing.length()))).isInstanceOf(Load.Rejected.class);
    assertThat(load(HEAD + "groups: " + thing.repeat(100_000))).isInstanceOf(Load.Rejected.class);
  }

  @Test
  void groupsInGroupsWithoutEnd() {
    rejected(
        HEAD
            + "groups:\n"
            + many(30_000, i -> " g" + i + ": {members: [group:g" + (i + 1) + "]}\n"),
        "a set has at most 10000 groups");
    String chain = many(9_999, i -> " g" + i + ": {members: [group:g" + (i + 1) + "]}\n");
    String loop = " g9999: {members: [group:g0]}\n";
    rejected(HEAD + "groups:\n" + chain + loop, "group g0 would contain itself");
    String crowd = " g9999: {members: [" + many(90_000, i -> "u" + i + ",") + "]}\n";
    assertThat(load(HEAD + "groups:\n" + chain + crowd)).isInstanceOf(Load.Loaded.class);
  }

  @Test
  void thousandsOfMistakesNearToThousandsOfNames() {
    String same = "a".repeat(40);
    rejected(
        HEAD
            + "groups:\n"
            + many(2_000, i -> " " + same + "g" + i + ": {members: [x]}\n")
            + "owners: ["
            + many(9_000, i -> "group:" + same + "h" + i + ", ")
            + "]\n",
        "did you mean");
  }

  @Test
  void thousandsOfBadConditions() {
    rejected(
        ROLE
            + many(
                10_000, i -> "  - {name: r" + i + ", roles: [read], deny: x, when: a" + i + "}\n"),
        "unknown name a0");
  }

  @Test
  void everyRuleAboutEveryRoleOnEveryTarget() {
    String roles = many(1_000, i -> "r" + i + ",");
    rejected(
        HEAD
            + "targets: {db: {kind: postgres, address: \"db:5432\"}}\n"
            + "roles:\n"
            + many(1_000, i -> " r" + i + ": {on: db, grants: [S]}\n")
            + "rules:\n"
            + many(180, i -> " - {name: r" + i + ", deny: x, roles: [" + roles + "]}\n")
            + many(1_000, i -> " - {name: s" + i + ", deny: x}\n"),
        "pairs of a rule and a role");
  }

  @Test
  void roundsOfApprovalByEverybody() {
    String round = "{count: 20, from: [group:g], within: 1h},";
    String rule =
        ", who: group:g, roles: [read], grant: {max: 1h}, approval: [" + round.repeat(5) + "]}\n";
    Load load =
        load(
            "apiVersion: hoist/v1\npolicy: p\ngroups: {g: {members: ["
                + many(120, i -> "u" + i + ",")
                + "]}}\n"
                + ROLE.substring(HEAD.length())
                + many(2_000, i -> " - {name: r" + i + rule));
    assertThat(load).isInstanceOf(Load.Loaded.class);
  }

  private static Decision decide(String when, String reason) {
    return Given.set(
            ROLE
                + "  - name: r\n    who: everyone\n    roles: [read]\n"
                + "    grant: {max: 1h}\n    approval: none\n    when: |\n      "
                + when
                + "\n")
        .decide(Given.facts("ana", "read", "db", Duration.ofMinutes(1), Optional.of(reason)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,2,3,4,5,6,7,8,9].all(x, [1,2,3,4,5,6,7,8,9].all(y, [1,2,3,4,5,6,7,8,9].all(z,"
            + " !request.reason.matches('(a|aa|aaa|.a|..a|...a|a.|a..|[a-z]*)*b$'))))",
        "[1,2,3,4,5,6,7,8,9].all(x, [[x, x, x]].map(a, [a, a, a]).map(b, [b, b, b])"
            + " == [[x, x, x]].map(a, [a, a, a]).map(b, [b, b, b]) && x < 9)",
        "request.reason.matches('(x{30}){30}$')",
      })
  void conditionsThatWorkAndWork(String when) {
    assertThat(decide(when, "a".repeat(9_999))).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void aTextTooLongToBeMatchedCannotBeTold() {
    assertThat(decide("request.reason.matches('a')", "a".repeat(10_001)))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            d -> assertThat(d.message()).contains("what so long a text is like is not known"));
  }
}
