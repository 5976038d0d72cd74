package dev.hoist.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Value;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    rejected(groups(chain(30_000)), "a set has at most 10000 groups");
    rejected(
        groups(chain(9_999) + "g9999: {members: [group:g0]}"), "group g0 would contain itself");
    String crowd = "g9999: {members: [" + many(90_000, i -> "u" + i + ",") + "]}";
    assertThat(load(groups(chain(9_999) + crowd))).isInstanceOf(Load.Loaded.class);
  }

  private static String groups(String inside) {
    return HEAD + "groups: {" + inside + "}\n";
  }

  /** Ten on a line: a file has fewer lines than a set has groups. */
  private static String chain(int length) {
    return many(
        length,
        i -> "g" + i + ": {members: [group:g" + (i + 1) + "]}," + (i % 10 == 0 ? "\n  " : " "));
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
                9_000, i -> "  - {name: r" + i + ", roles: [read], deny: x, when: a" + i + "}\n"),
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
        "request.reason.matches('(x{30}){30}$')",
      })
  void conditionsThatWorkAndWork(String when) {
    assertThat(decide(when, "a".repeat(9_999))).isInstanceOf(Decision.Denied.class);
  }

  /** Loops around something; as many turns as there may be. */
  private static String looped(String body) {
    String ten = "[0,1,2,3,4,5,6,7,8,9]";
    return ten + ".all(a, " + ten + ".all(b, [0,1,2,3,4,5,6,7].all(c, " + body + ")))";
  }

  private static String tooLong(String when, Facts facts, int groups) {
    PolicySet set =
        Given.set(
            HEAD
                + "groups: {"
                + many(groups, i -> "g" + i + ": {members: [ana]}," + (i % 3 == 2 ? "\n " : " "))
                + "}\n"
                + ROLE.substring(HEAD.length())
                + "  - name: r\n    who: user:ana\n    roles: [read]\n"
                + "    grant: {max: 1h}\n    approval: none\n    when: |\n      "
                + when
                + "\n");
    assertThat(set.explain(facts).decision()).isEqualTo(set.decide(facts));
    return ((Decision.Denied) set.decide(facts)).message();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "subject.groups == subject.groups",
        "subject.groups != [string(a)]",
        "'x' in subject.groups || true",
        "size(subject.groups) > a || true",
        "subject.groups[a] == 'x' || true",
      })
  void listsThatAreLookedThroughInLoops(String body) {
    assertThat(tooLong(looped(body), Given.facts("ana", "read", "db"), 9_990))
        .endsWith("it takes too long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!request.reason.contains(request.ticket)",
        "!request.reason.startsWith(request.ticket)",
        "!request.reason.endsWith(request.ticket)",
        "request.reason != request.ticket",
        "request.reason > request.ticket || true",
      })
  void textsThatAreLookedThroughInLoops(String body) {
    String text = "a".repeat(300_000);
    Facts facts =
        new Facts(
            Given.person("ana"),
            Set.of(),
            "db",
            "read",
            Duration.ofMinutes(1),
            Optional.of(text + "x"),
            Given.NOW,
            Map.of(Known.TICKET, new Value.Text(text + "y")));
    assertThat(tooLong(looped(body), facts, 1)).endsWith("it takes too long");
  }

  private static Facts incidents(int count) {
    Map<String, Value> fields =
        Map.of(
            "id", new Value.Text("I"),
            "title", new Value.Text("t"),
            "severity", new Value.Text("s"),
            "open", new Value.Flag(true),
            "services", new Value.Many(List.of(new Value.Text("orders"))));
    List<Value> all = Collections.nCopies(count, new Value.Named(fields));
    return Given.facts("ana", "read", "db", Map.of(Known.INCIDENTS, new Value.Many(all)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "incidents.all(i, incidents == incidents)",
        "incidents.filter(i, i.open).size() > 0",
        "incidents.all(i, incidents.filter(j, j == i).size() > 0)",
        "incidents.map(i, i.title).size() > 0 && incidents.all(i, i in incidents)",
      })
  void incidentsByTheThousand(String when) {
    assertThat(tooLong(when, incidents(950), 1)).endsWith("it takes too long");
  }

  @Test
  void whatPeopleWriteOfAHundredIncidentsIsTold() {
    PolicySet set =
        Given.set(
            ROLE
                + many(
                    100,
                    i ->
                        "  - {name: r"
                            + i
                            + ", who: everyone, roles: [read], grant: {max: 1h}, approval: none, when:"
                            + " 'incidents.exists(i, i.open && \"x"
                            + i
                            + "\" in i.services)'}\n")
                + "  - {name: last, who: everyone, roles: [read], grant: {max: 1h}, approval: none,"
                + " when: 'incidents.filter(i, i.open).size() == 100'}\n");
    assertThat(set.decide(incidents(100)))
        .isInstanceOfSatisfying(
            Decision.Allowed.class, a -> assertThat(a.rule()).isEqualTo("last"));
  }

  @Test
  void ruleAfterRuleThatWorksAndWorksIsBoundedTogether() {
    PolicySet set =
        Given.set(
            ROLE
                + many(
                    1_000,
                    i ->
                        "  - {name: r"
                            + i
                            + ", roles: [read], deny: x, when: '"
                            + "!"
                            + looped("!request.reason.matches(\"[a-z]*" + i + "$\")")
                            + "'}\n"));
    Facts facts = Given.facts("ana", "read", "db", Duration.ofMinutes(1), Optional.of("a"));
    assertThat(set.decide(facts))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            d ->
                assertThat(d.message())
                    .startsWith("x (to be safe: ")
                    .endsWith("cannot be told: it takes too long)"));
  }

  @Test
  void testsThatWorkAndWorkEndTogether() {
    String rule =
        "  - {name: r, who: user:ana, roles: [read], grant: {max: 1h}, approval: none, when: '"
            + looped("request.reason.matches(\"[a-z]*z$\") || true")
            + "'}\n";
    String test =
        "  - {it: t, given: {subject: ana}, request: {target: db, role: read, reason: "
            + "a".repeat(100)
            + "}, expect: {decision: allow}}\n";
    var file = new PolicyFile("bomb.yaml", ROLE + rule + "tests:\n" + test.repeat(5_000));
    assertThat(new HoistPolicyLoader().rehearse(List.of(file)))
        .hasSize(20)
        .last()
        .asString()
        .endsWith("the tests up to here take too long together; make fewer, or simpler conditions");
  }

  @Test
  void aTextTooLongToBeMatchedCannotBeTold() {
    assertThat(decide("request.reason.matches('a')", "a".repeat(10_001)))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            d -> assertThat(d.message()).contains("what so long a text is like is not known"));
  }
}
