package dev.hoist.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Ask;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.policy.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static final PolicySet SET =
      Given.set(
          """
          apiVersion: hoist/v1
          policy: orders
          owners: [group:leads]
          mode: enforce
          groups:
            sre:    {idp: okta/sre, members: [ana, sam]}
            leads:  {members: [dana, user:lee@acme.io]}
            anyone: {members: [group:sre, group:leads]}
          targets:
            orders-prod: {kind: postgres, address: "db:5432", labels: {env: prod}}
          roles:
            read: {on: orders-prod, grants: [SELECT]}
            fix:  {on: orders-prod, grants: [SELECT, UPDATE]}
          rules:
            - name: readers
              who: group:anyone
              roles: [read]
              grant: {max: 2h}
              approval: none
            - name: fixers
              who: [group:sre]
              roles: [fix]
              grant: {max: 1h}
              ask: {reason: required}
              approval:
                - {count: 1, from: [group:leads], within: 30m}
            - name: sam never fixes
              who: user:sam
              roles: [fix]
              deny: "Sam only reads."
          """);

  private static final Terms FIX =
      new Terms(
          Duration.ofHours(1),
          List.of(new Stage(1, Set.of("group:leads"), Duration.ofMinutes(30))),
          Limits.NONE,
          Aftercare.NONE,
          new Ask(true, Optional.empty()),
          List.of());

  private static Decision mal(Subject subject, Map<String, Value> known) {
    return Given.set(
            """
            apiVersion: hoist/v1
            policy: p
            targets: {db: {kind: postgres, address: "db:5432"}}
            roles: {read: {on: db, grants: [S]}}
            rules:
              - {name: not mal, deny: No., when: '"mal" in [subject.name, subject.acts_for]'}
              - {name: all, who: everyone, roles: [read], grant: {max: 1h}, approval: none}
            """)
        .decide(
            new Facts(
                subject,
                Set.of(),
                "db",
                "read",
                Duration.ofMinutes(1),
                Optional.empty(),
                Given.NOW,
                known));
  }

  @Test
  void aConditionCanBindAPersonAndWhatActsForThem() {
    Subject bot =
        new Subject(
            new SubjectId(UUID.randomUUID()),
            Given.person("mal").id(),
            "mal-bot",
            Subject.Kind.AGENT);
    Map<String, Value> known = Map.of(Known.ACTS_FOR, new Value.Text("mal"));
    var no = new Decision.Denied(Optional.of("not mal"), "No.");
    assertThat(mal(Given.person("mal"), Map.of())).isEqualTo(no);
    assertThat(mal(bot, known)).isEqualTo(no);
    assertThat(mal(Given.person("ana"), Map.of())).isInstanceOf(Decision.Allowed.class);
    assertThat(mal(bot, Map.of(Known.ACTS_FOR, new Value.Text("ana"))))
        .isInstanceOf(Decision.Allowed.class);
    assertThat(mal(bot, Map.of()))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            d -> assertThat(d.message()).contains("subject.acts_for is not known"));
  }

  @Test
  void memberOfANestedGroupIsAllowedAtOnce() {
    assertThat(SET.decide(Given.facts("lee@acme.io", "read", "orders-prod")))
        .isEqualTo(new Decision.Allowed("readers", new Terms(Duration.ofHours(2), List.of())));
  }

  @Test
  void aRuleThatWantsApprovalSaysFromWhom() {
    assertThat(SET.decide(Given.facts("ana", "fix", "orders-prod")))
        .isEqualTo(new Decision.Allowed("fixers", FIX));
  }

  @Test
  void aDenialBelowAnAllowanceDenies() {
    assertThat(SET.decide(Given.facts("sam", "fix", "orders-prod")))
        .isEqualTo(new Decision.Denied(Optional.of("sam never fixes"), "Sam only reads."));
  }

  @Test
  void whoIsInNoRuleIsDenied() {
    assertThat(SET.decide(Given.facts("dana", "fix", "orders-prod")))
        .isEqualTo(
            new Decision.Denied(
                Optional.empty(), "no rule of policy orders gives dana role fix on orders-prod"));
  }

  @Test
  void aMissingReasonAndTooLongATimeAreToAmend() {
    var facts =
        Given.facts("ana", "fix", "orders-prod", Duration.ofMinutes(150), Optional.of("  "));
    assertThat(SET.decide(facts))
        .isEqualTo(
            new Decision.Amend(
                "fixers",
                FIX,
                List.of(
                    "asked for 2h30m, and at most 1h is given; ask again with --for 1h",
                    "a reason is required; say why with --reason \"…\"")));
  }

  @Test
  void nothingIsNotGrantedForNoTime() {
    for (var asked :
        List.of(Duration.ZERO, Duration.ofHours(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
      var facts = Given.facts("ana", "read", "orders-prod", asked, Optional.empty());
      assertThat(SET.decide(facts)).isInstanceOf(Decision.Amend.class);
    }
  }

  @Test
  @DisplayName("S08 what policy does not know is denied, with the name that was probably meant")
  void theUnknownIsDenied() {
    assertThat(SET.decide(Given.facts("ana", "read", "orders-prdo")))
        .isEqualTo(
            new Decision.Denied(
                Optional.empty(), "no target orders-prdo; did you mean orders-prod?"));
    assertThat(SET.decide(Given.facts("ana", "raed", "orders-prod")))
        .isEqualTo(
            new Decision.Denied(
                Optional.empty(), "no role raed on orders-prod; did you mean read?"));
    assertThat(SET.decide(Given.facts("anna", "read", "orders-prod")))
        .isEqualTo(
            new Decision.Denied(
                Optional.empty(),
                "no rule of policy orders gives anna role read on orders-prod, and no group names"
                    + " anna; did you mean ana?"));
  }

  @Test
  void standingFollowsGroupsWithinGroupsAndTheIdentityProvider() {
    assertThat(SET.standing(Given.person("ana"), Set.of()))
        .containsExactlyInAnyOrder("user:ana", "group:sre", "group:anyone");
    assertThat(SET.standing(Given.person("kim"), Set.of("okta/sre", "okta/other")))
        .containsExactlyInAnyOrder("user:kim", "group:sre", "group:anyone");
    assertThat(SET.standing(Given.person("kim"), Set.of("sre", "group:sre")))
        .containsExactly("user:kim");
  }
}
