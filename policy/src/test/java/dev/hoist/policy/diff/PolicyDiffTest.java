package dev.hoist.policy.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.diff.Change;
import dev.hoist.kernel.policy.diff.Change.Clause;
import dev.hoist.kernel.policy.diff.Change.Kind;
import dev.hoist.kernel.policy.diff.Comparison;
import dev.hoist.kernel.policy.diff.PolicyDiff;
import dev.hoist.kernel.policy.diff.Reach;
import dev.hoist.kernel.policy.diff.Reach.Turn;
import dev.hoist.policy.Goldens;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.policy.Reading;
import dev.hoist.policy.format.PolicyFormat;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDiffTest {
  private static final String OLD =
      """
      apiVersion: hoist/v1
      policy: orders
      groups:
        sre:   {members: [ana, raj], idp: okta/sre}
        leads: {members: [dana, lee]}
      schedules: {p: {pagerduty: P1}}
      targets:
        db: {kind: postgres, address: "db:5432"}
      roles:
        read: {on: db, grants: [S]}
        fix:  {on: db, grants: [U]}
      rules:
        - {name: reads, who: group:sre, roles: [read], grant: {max: 2h}, approval: none}
        - name: fixes
          who: group:sre
          roles: [fix]
          grant: {max: 1h}
          approval: [{count: 1, from: group:leads, within: 30m}]
        - {name: leads read, who: group:leads, roles: [read], grant: {max: 1h}, approval: none}
      """;

  private static Reading.Bound bound(String text) {
    Reading reading = new HoistPolicyLoader().read(List.of(new PolicyFile("orders.yaml", text)));
    return reading.bound().orElseThrow(() -> new AssertionError(reading.problems()));
  }

  private static String everyone(String role, String condition) {
    return "  - {name: bots, who: everyone, roles: ["
        + role
        + "], when: \""
        + condition
        + "\", grant: {max: 8h}, approval: none}\n";
  }

  private static PolicyDiff diff(String from, String to) {
    assertThat(OLD).contains(from);
    return Differences.between(bound(OLD), bound(OLD.replace(from, to)));
  }

  @Test
  void setsTooLargeToSurveyAreComparedInWhatTheyDefine() {
    var after = bound(OLD.replace("[ana, raj]", "[ana, kim, raj]"));
    Comparison all = Differences.between(bound(OLD), after, 1_000);
    Comparison most = Differences.between(bound(OLD), after, 3);

    assertThat(all.surveyed()).isTrue();
    assertThat(all.files(all.diff().reaches().getFirst())).containsExactly("orders.yaml");
    assertThat(all.before()).isEqualTo(bound(OLD).book().hash()).isNotEqualTo(all.after());
    assertThat(most.surveyed()).isFalse();
    assertThat(most.diff().reaches()).isEmpty();
    assertThat(most.diff().changes()).isEqualTo(all.diff().changes()).hasSize(1);
  }

  @Test
  void aNewMemberGainsWhatTheGroupHas() {
    PolicyDiff diff = diff("[ana, raj]", "[ana, kim, raj]");
    assertThat(diff.changes())
        .containsExactly(
            new Change(
                "orders",
                "group",
                "sre",
                Kind.CHANGED,
                List.of(
                    new Clause("members", "user:ana, user:raj", "user:ana, user:kim, user:raj"))));
    assertThat(diff.reaches())
        .containsExactly(
            new Reach(List.of("kim"), "db", "read", Turn.GAINS, "denied", "at once, up to 2h"),
            new Reach(
                List.of("kim"),
                "db",
                "fix",
                Turn.GAINS,
                "denied",
                "1 of group:leads within 30m, up to 1h"));
  }

  /** Names that people choose, and texts with separators in them, hide nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "fields: {reason: {type: text}} | reason: required, fields: {reason: {type: text}}",
        "fields: {ticket: {type: text}} | ticket: ORD-1, fields: {ticket: {type: text}}",
        "fields: {a: {type: text, label: x}} | fields: {a: {type: text, message: x}}",
        "fields: {a: {type: choice, of: [b, c/d]}} | fields: {a: {type: choice, of: [b/c, d]}}"
      })
  void whatIsAskedOtherwiseIsSeen(String from, String to) {
    String rule = "who: group:sre, roles: [read],";
    var before = bound(OLD.replace(rule, rule + " ask: {" + from + "},"));
    var after = bound(OLD.replace(rule, rule + " ask: {" + to + "},"));

    assertThat(Differences.between(before, after).changes()).hasSize(1);
  }

  @Test
  void otherLabelsThatLookAlikeAreSeen() {
    String listed = "{kind: postgres, address: \"db:5432\"}";
    var before = bound(OLD.replace(listed, "{kind: postgres, select: {app: 'o, env=prod'}}"));
    var after = bound(OLD.replace(listed, "{kind: postgres, select: {app: o, env: prod}}"));

    assertThat(Differences.between(before, after).changes()).hasSize(1);
  }

  @Test
  void aConditionIsToldAsOne() {
    PolicyDiff diff =
        diff(
            "who: group:sre, roles: [read],", "who: group:sre, when: on_call('p'), roles: [read],");
    assertThat(diff.changes())
        .singleElement()
        .satisfies(
            c -> assertThat(c.clauses()).containsExactly(new Clause("when", "", "on_call('p')")));
    assertThat(diff.reaches())
        .containsExactly(
            new Reach(
                List.of("ana", "raj", "group okta/sre"),
                "db",
                "read",
                Turn.LOSES,
                "at once, up to 2h",
                "at once, up to 2h if on_call('p'), else denied"));
  }

  @Test
  void aConditionThatCanBeToldIsNone() {
    PolicyDiff diff =
        diff(
            "who: group:sre, roles: [read],",
            "who: group:sre, when: 'role.name == \"read\"', roles: [read],");
    assertThat(diff.changes()).hasSize(1);
    assertThat(diff.reaches()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "subject.kind == 'agent'",
        "subject.kind != 'person'",
        "[subject].exists(s, s.kind == 'agent')",
        "subject.name.endsWith('@evil.io')",
        "subject.name.matches('^x-')",
        "size(subject.name) < 3",
        "subject.name > 'x'",
        "'zed' == subject.name",
      })
  void whatDependsOnWhoComesIsToldAsACondition(String condition) {
    PolicyDiff diff = diff("rules:\n", "rules:\n" + everyone("read", condition));
    assertThat(diff.reaches())
        .filteredOn(r -> r.who().contains("anyone else"))
        .extracting(Reach::turn, Reach::after)
        .containsExactly(tuple(Turn.GAINS, "at once, up to 8h if " + condition + ", else denied"));
  }

  @Test
  void aNameThatIsSpelledOutIsOnePersonAlone() {
    assertThat(
            diff("rules:\n", "rules:\n" + everyone("read", "subject.name in [\'zed\']")).reaches())
        .containsExactly(
            new Reach(List.of("zed"), "db", "read", Turn.GAINS, "denied", "at once, up to 8h"));
  }

  @Test
  void peopleWhoseNamesMatterAreToldOneByOne() {
    assertThat(
            diff("rules:\n", "rules:\n" + everyone("fix", "subject.name.startsWith('r')"))
                .reaches())
        .filteredOn(r -> r.after().equals("at once, up to 8h"))
        .extracting(Reach::who)
        .containsExactly(List.of("r"), List.of("raj"));
  }

  @Test
  void whatDependsOnTheMomentIsAlwaysToldAsACondition() {
    PolicyDiff diff =
        diff(
            "who: group:leads, roles: [read],",
            "who: group:leads, when: weekday != 'sat', roles: [read],");
    assertThat(diff.reaches())
        .extracting(Reach::after)
        .containsExactly("at once, up to 1h if weekday != 'sat', else denied");
  }

  @Test
  void whoeverIsOnCallIsAnybodyUnderACondition() {
    PolicyDiff diff = diff("who: group:leads, roles", "who: on_call:p, roles");
    assertThat(diff.reaches())
        .contains(
            new Reach(
                List.of("anyone else"),
                "db",
                "read",
                Turn.GAINS,
                "denied",
                "at once, up to 1h if on_call:p, else denied"));
  }

  @Test
  void aDenialTakesAway() {
    PolicyDiff diff =
        diff("  - name: fixes", "  - {name: not raj, who: user:raj, deny: No.}\n  - name: fixes");
    assertThat(diff.changes()).extracting(Change::kind).containsExactly(Kind.ADDED);
    assertThat(diff.reaches())
        .allSatisfy(r -> assertThat(r.who()).containsExactly("raj"))
        .extracting(Reach::role, Reach::turn, Reach::after)
        .containsExactly(tuple("read", Turn.LOSES, "denied"), tuple("fix", Turn.LOSES, "denied"));
  }

  @Test
  void aRuleThatMovedIsToldAsMoved() {
    String rule =
        "  - {name: leads read, who: group:leads, roles: [read], grant: {max: 1h}, approval: none}\n";
    PolicyDiff diff =
        Differences.between(
            bound(OLD), bound(OLD.replace(rule, "").replace("rules:\n", "rules:\n" + rule)));
    assertThat(diff.changes())
        .containsExactly(
            new Change(
                "orders",
                "rule",
                "leads read",
                Kind.MOVED,
                List.of(new Clause("order", "", "first"))));
    assertThat(diff.reaches()).isEmpty();
  }

  @Test
  void aPolicyThatIsNewGivesAllItSays() {
    Reading.Bound nothing = new HoistPolicyLoader().read(List.of()).bound().orElseThrow();
    PolicyDiff diff = Differences.between(nothing, bound(OLD));
    assertThat(diff.changes()).hasSize(10).allMatch(c -> c.kind() == Kind.ADDED);
    assertThat(diff.reaches()).allMatch(r -> r.turn() == Turn.GAINS).hasSize(3);
    assertThat(Differences.between(bound(OLD), nothing).reaches())
        .allMatch(r -> r.turn() == Turn.LOSES)
        .hasSize(3);
  }

  @Test
  void layoutIsNoDifference() throws IOException {
    for (PolicyFile file : Goldens.files()) {
      Reading before = new HoistPolicyLoader().read(List.of(file));
      if (before.bound().isPresent()
          && PolicyFormat.format(file) instanceof PolicyFormat.Result.Formatted formatted) {
        var laidOut = new PolicyFile(file.name(), formatted.text());
        Reading after = new HoistPolicyLoader().read(List.of(laidOut));
        assertThat(Differences.between(before.bound().get(), after.bound().orElseThrow()))
            .as(file.name())
            .isEqualTo(new PolicyDiff(List.of(), List.of()));
      }
    }
  }
}
