package dev.hoist.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.Value;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.policy.Reading;
import dev.hoist.policy.diff.Reachable;
import dev.hoist.policy.replay.Past.Answer.Given;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {
  private static final Instant THEN = Instant.parse("2026-11-03T14:02:00Z");
  private static final String OLD =
      """
      apiVersion: hoist/v1
      policy: orders
      groups: {sre: {members: [lee, ana]}, leads: {members: [dana, eva]}}
      targets: {orders-prod: {kind: postgres, address: "db:5432"}}
      roles: {read: {on: orders-prod, grants: [S]}, fix: {on: orders-prod, grants: [U]}}
      rules:
        - {name: reads, who: group:sre, roles: [read], grant: {max: 2h}, approval: none}
        - name: two people for writes
          who: group:sre
          roles: [fix]
          grant: {max: 1h}
          approval: [{count: 1, from: group:leads, within: 30m}]
      """;

  private static Reading.Bound bound(String text) {
    Reading reading = new HoistPolicyLoader().read(List.of(new PolicyFile("orders.yaml", text)));
    return reading.bound().orElseThrow(() -> new AssertionError(reading.problems()));
  }

  private static Facts facts(String who, String role) {
    return facts(who, role, Duration.ofMinutes(30));
  }

  private static Facts facts(String who, String role, Duration asked) {
    var id = new SubjectId(UUID.nameUUIDFromBytes(who.getBytes(StandardCharsets.UTF_8)));
    return new Facts(
        new Subject(id, id, who, Subject.Kind.PERSON),
        Set.of(),
        "orders-prod",
        role,
        asked,
        Optional.of("because"),
        THEN,
        Map.of(Known.MFA_AT, new Value.Moment(THEN.minus(Duration.ofMinutes(22)))));
  }

  private static Past past(long number, Optional<String> request, Facts facts) {
    return new Past(number, request, facts, Replay.answer(bound(OLD).book().decide(facts)));
  }

  private static Replay.Result replay(String from, String to, Past... pasts) {
    assertThat(OLD).contains(from);
    var replay = new Replay(bound(OLD.replace(from, to)).book());
    List.of(pasts).forEach(past -> replay.add(replay.judge(past)));
    return replay.result();
  }

  @Test
  void underTheSamePolicyAllIsTheSame() {
    Replay.Result result =
        replay(
            "",
            "",
            past(1, Optional.of("R-1"), facts("lee", "read")),
            past(2, Optional.of("R-2"), facts("lee", "fix")),
            past(3, Optional.empty(), facts("kim", "fix")));
    assertThat(result).isEqualTo(new Replay.Result(3, Map.of(Turn.SAME, 3), List.of()));
  }

  @Test
  void aRequestCountsOnceAsFirstDecided() {
    Past first = past(1, Optional.of("R-1"), facts("lee", "fix"));
    Past again = past(2, Optional.of("R-1"), facts("lee", "fix"));
    assertThat(replay("", "", first, again).requests()).isEqualTo(1);
  }

  @Test
  void namesTheClauseThatFailsNow() {
    Replay.Result result =
        replay(
            "who: group:sre\n",
            "who: group:sre\n    when: subject.mfa_age < duration(\"15m\")\n",
            past(7, Optional.of("R-4"), facts("lee", "fix")));
    assertThat(result.counts()).isEqualTo(Map.of(Turn.DENIED, 1));
    assertThat(result.turned())
        .containsExactly(
            new Turned(
                7,
                Turn.DENIED,
                "lee",
                "orders-prod",
                "fix",
                THEN,
                "1 approval, by rule two people for writes",
                "two people for writes: subject.mfa_age < duration(\"15m\") does not hold"));
  }

  @Test
  void namesTheRuleThatDecidesNow() {
    Past lee = past(1, Optional.of("R-1"), facts("lee", "fix"));
    assertThat(
            replay("approval: [{count: 1, from: group:leads, within: 30m}]", "approval: none", lee))
        .satisfies(r -> assertThat(r.counts()).isEqualTo(Map.of(Turn.WITHOUT_APPROVAL, 1)))
        .satisfies(
            r ->
                assertThat(r.turned().getFirst().why())
                    .isEqualTo("rule two people for writes gives it at once, up to 1h"));
    assertThat(replay("rules:\n", "rules:\n  - {name: stop, who: user:lee, deny: No.}\n", lee))
        .satisfies(r -> assertThat(r.counts()).isEqualTo(Map.of(Turn.DENIED, 1)))
        .satisfies(r -> assertThat(r.turned().getFirst().why()).endsWith("rule stop denies: No."));
    assertThat(replay("{max: 1h}", "{max: 10m}", lee).counts()).isEqualTo(Map.of(Turn.AMENDED, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count: 1 | count: 2 | approvals 2, was 1",
        "from: group:leads | from: group:sre | from group:sre, was group:leads",
        "within: 30m | within: 10m | within 10m, was 30m",
        "within: 30m | within: 30m, escalate: {after: 5m, to: user:eva}"
            + " | escalate after 5m to user:eva, was none",
        "30m}] | 30m}, {from: group:sre, count: 1, within: 1h}] | approval"
            + " 1 of group:leads within 30m, then 1 of group:sre within 1h,"
            + " was 1 of group:leads within 30m",
        "{max: 1h} | {max: 2h} | max 2h, was 1h",
        "{max: 1h} | {max: 1h, idle: 15m} | idle 15m, was none",
        "{max: 1h} | {max: 1h, extend: {by: 10m, times: 2}} | extend 2 × 10m, was none",
        "{max: 1h} | {max: 1h, not_before: 2026-11-01}"
            + " | not_before 2026-11-01T00:00:00Z, was none",
        "{max: 1h} | {max: 1h, not_after: 2027-11-01T00:00:00Z}"
            + " | not_after 2027-11-01T00:00:00Z, was none",
        "{max: 1h} | {max: 1h, windows: daily 08:00-20:00}"
            + " | windows mon,tue,wed,thu,fri,sat,sun 08:00-20:00 UTC, was none",
        "{max: 1h} | {max: 1h}~    ask: {reason: required} | ask reason required, was none",
        "{max: 1h} | {max: 1h}~    ask: {fields: {n: {type: number, required: false}}}"
            + " | ask field n number, optional, was none",
        "{max: 1h} | {max: 1h}~    after: {notify: user:eva} | notify user:eva, was none",
        "{max: 1h} | {max: 1h}~    after: {review: {within: 1d, by: group:leads}}"
            + " | review by group:leads within 1d, was none",
        "policy: orders | policy: orders~on_change: revoke | on_change revoke, was keep",
      })
  void everyTermThatChangedIsToldWithWhatItWas(String from, String to, String change) {
    Past lee = past(1, Optional.of("R-1"), facts("lee", "fix"));
    Replay.Result result = replay(from, to.replace('~', '\n'), lee);
    assertThat(result.counts()).isEqualTo(Map.of(Turn.OTHER_TERMS, 1));
    assertThat(result.turned())
        .extracting(Turned::why)
        .containsExactly("rule two people for writes: " + change);
  }

  @Test
  void anotherRuleOnOtherTermsIsNamed() {
    Past lee = past(1, Optional.of("R-1"), facts("lee", "fix"));
    Replay.Result result =
        replay(
            "rules:\n",
            """
            rules:
              - name: one
                who: user:lee
                roles: [fix]
                grant: {max: 1h, idle: 5m}
                approval: [{count: 1, from: group:leads, within: 10m}]
            """,
            lee);
    assertThat(result.turned())
        .extracting(Turned::why)
        .containsExactly(
            "another rule comes before two people for writes;"
                + " rule one: idle 5m, was none; within 10m, was 30m");
  }

  @Test
  void whatHadToBeAmendedIsComparedToo() {
    Past tooLong = past(1, Optional.empty(), facts("lee", "fix", Duration.ofHours(3)));
    assertThat(replay("", "", tooLong).counts()).isEqualTo(Map.of(Turn.SAME, 1));
    assertThat(replay("{max: 1h}", "{max: 2h}", tooLong).counts())
        .isEqualTo(Map.of(Turn.OTHER_TERMS, 1));
  }

  /** Before what is asked was kept with a decision. */
  private static Past old(String role) {
    Facts facts = facts("lee", role);
    if (!(Replay.answer(bound(OLD).book().decide(facts)) instanceof Given given)) {
      throw new AssertionError(role);
    }
    var kept = new Past.Kept(given.terms().terms(), false);
    return new Past(1, Optional.of("R-1"), facts, new Given(given.rule(), kept));
  }

  @Test
  void whatWasNotKeptIsNeitherTheSameNorAnother() {
    String asks = "{max: 1h}\n    ask: {reason: required}";
    assertThat(replay("", "", old("fix")))
        .isEqualTo(new Replay.Result(1, Map.of(Turn.SAME_AS_KEPT, 1), List.of()));
    assertThat(replay("{max: 1h}", asks, old("fix")).counts())
        .isEqualTo(Map.of(Turn.SAME_AS_KEPT, 1));
    assertThat(replay("within: 30m", "within: 10m", old("fix")).turned())
        .extracting(Turned::why)
        .containsExactly(
            "rule two people for writes: within 10m, was 30m;"
                + " ask reason and ask ticket unknown, as they were not kept");
  }

  @Test
  void aRuleThatIsGoneIsNamed() {
    Replay.Result result =
        replay(
            "{name: reads, who: group:sre",
            "{name: leads read, who: group:leads",
            past(1, Optional.of("R-1"), facts("lee", "read")),
            past(2, Optional.empty(), facts("dana", "read")));
    assertThat(result.counts()).isEqualTo(Map.of(Turn.GIVEN, 1, Turn.DENIED, 1));
    assertThat(result.turned())
        .extracting(Turned::why)
        .containsExactly(
            "rule reads is not there any more", "rule leads read gives it at once, up to 2h");
  }

  @Test
  void allAreCountedThoughNotAllAreShown() {
    var replay = new Replay(bound(OLD.replace("[lee, ana]", "[ana]")).book());
    Facts facts = facts("lee", "read");
    IntStream.range(0, Replay.MOST_SHOWN + 5)
        .forEach(i -> replay.add(replay.judge(past(i, Optional.empty(), facts))));
    assertThat(replay.result().counts()).isEqualTo(Map.of(Turn.DENIED, Replay.MOST_SHOWN + 5));
    assertThat(replay.result().turned()).hasSize(Replay.MOST_SHOWN);
  }

  @Test
  void saysWhoNewlyReachesWhat() {
    List<Reachable> reach =
        Reachable.between(
            bound(OLD),
            bound(OLD.replace("{members: [lee, ana]}", "{members: [lee, raj], idp: okta/sre}")),
            Map.of("kim", Set.of("okta/sre")));
    assertThat(reach)
        .contains(
            new Reachable(
                "orders-prod",
                "fix",
                2,
                3,
                List.of("kim", "raj", "group okta/sre"),
                List.of("ana")));
  }
}
