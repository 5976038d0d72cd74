package dev.hoist.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Value;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private static final Map<String, Value> QUIET =
      Map.of(
          Known.MFA_AT,
          new Value.Moment(Given.NOW.minus(Duration.ofMinutes(5))),
          Known.ON_CALL + "primary",
          new Value.Flag(true),
          Known.ON_CALL + "second",
          new Value.Flag(false),
          "subject.hr",
          new Value.Named(Map.of("level", new Value.Whole(3), "city", new Value.Text("Bonn"))),
          Known.TICKET,
          new Value.Text("ORD-7"),
          Known.INCIDENTS,
          new Value.Many(
              List.of(
                  new Value.Named(
                      Map.of(
                          "id", new Value.Text("INC-1"),
                          "open", new Value.Flag(true),
                          "services", new Value.Many(List.of(new Value.Text("orders"))))))));

  private static PolicySet set(String effect, String when) {
    return Given.set(
        """
        apiVersion: hoist/v1
        policy: p
        timezone: Europe/Berlin
        groups: {sre: {members: [ana]}}
        schedules: {primary: {pagerduty: P1}, second: {pagerduty: P2}}
        targets: {db: {kind: postgres, address: "db:5432", labels: {env: prod}}}
        roles: {read: {on: db, grants: [S]}}
        rules:
          - {name: base, who: user:kim, roles: [read], grant: {max: 1h}, approval: none}
          - name: it
            %s
            when: |
              %s
        """
            .formatted(effect, when));
  }

  private static Decision decide(PolicySet set, Map<String, Value> known) {
    return set.decide(
        new Facts(
            Given.person("ana"),
            Set.of(),
            "db",
            "read",
            Duration.ofMinutes(30),
            Optional.of("because"),
            Given.NOW,
            known));
  }

  private static PolicySet allowing(String when) {
    return set("who: group:sre\n    roles: [read]\n    grant: {max: 1h}\n    approval: none", when);
  }

  private static PolicySet denying(String when) {
    return set("deny: No.", when);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "subject.name == 'ana' && subject.kind == 'person'",
        "'sre' in subject.groups",
        "subject.mfa_age < duration('15m')",
        "subject.attributes.hr.level >= 3 && subject.attributes.hr.city.startsWith('B')",
        "!has(subject.attributes.hr.contractor)",
        "target.name == 'db' && target.kind == 'postgres' && target.labels.env == 'prod'",
        "!has(target.labels.data)",
        "role.name in ['read', 'fix']",
        "request.ticket.matches('^ORD-[0-9]+$') && !request.break_glass",
        "request.reason.contains('cause') && request.duration <= duration('30m')",
        "size(request.fields) == 0 && !has(request.fields.x)",
        "on_call('primary') && !on_call('second')",
        "incidents.exists(i, i.open && 'orders' in i.services)",
        "incidents.all(i, size(i.id) > 0)",
        "now > timestamp('2026-11-03T14:00:00Z') && now - timestamp('2026-11-01T00:00:00Z') > duration('48h')",
        "weekday == 'tue' && clock == '15:02'",
        "now.weekday('Asia/Tokyo') == 'tue' && now.clock('Asia/Tokyo') == '23:02'",
        "true || subject.attributes.nobody_knows == 1",
      })
  void holds(String when) {
    assertThat(decide(allowing(when), QUIET)).isInstanceOf(Decision.Allowed.class);
    assertThat(decide(denying("!(" + when + ")"), QUIET))
        .isEqualTo(
            new Decision.Denied(Optional.empty(), "no rule of policy p gives ana role read on db"));
  }

  @DisplayName("S08 the unknown allows nothing and keeps no denial from holding")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "subject.mfa_age < duration('15m')",
        "!has(subject.mfa_age)",
        "has(subject.mfa_age)",
        "on_call('primary')",
        "!on_call('primary')",
        "incidents.exists(i, i.open)",
        "!incidents.exists(i, i.open)",
        "size(incidents) == 0",
        "has(subject.attributes.hr)",
        "!has(subject.attributes.hr)",
        "!has(subject.attributes.hr.contractor)",
        "subject.attributes.hr.level > 2",
        "size(subject.attributes) == 0",
        "subject.attributes.all(a, false)",
        "!(subject.attributes.exists(a, true))",
        "subject.attributes != subject.attributes",
        "target.attributes.owner == 'x'",
        "target.labels.data == 'pii'",
        "request.fields.x == 1",
        "int(request.reason) > 0",
        "[1][2] == 1",
        "[1,2,3,4,5,6,7,8,9,10,11].all(a, [1,2,3,4,5,6,7,8,9,10,11].all(b, [1,2,3,4,5,6,7,8,9,10,11].all(c, true)))",
      })
  void cannotBeTold(String when) {
    assertThat(decide(allowing(when), Map.of())).isInstanceOf(Decision.Denied.class);
    assertThat(decide(denying(when), Map.of()))
        .isInstanceOfSatisfying(
            Decision.Denied.class, d -> assertThat(d.message()).startsWith("No. (to be safe: "));
  }

  @Test
  void valuesOfAnotherTypeThanPromisedAreUnknownToo() {
    for (String name : QUIET.keySet()) {
      Map<String, Value> odd = new HashMap<>(QUIET);
      odd.put(name, new Value.Many(List.of(new Value.Whole(1))));
      for (String when :
          List.of(
              "subject.mfa_age > duration('0s')",
              "on_call('primary')",
              "incidents.exists(i, i.open)",
              "subject.attributes.hr.level > 0")) {
        Decision decision = decide(allowing(when), odd);
        assertThat(decision).isInstanceOfAny(Decision.Allowed.class, Decision.Denied.class);
      }
    }
  }

  @Test
  void theSecondFactorCountsFromWhenItWasAsked() {
    Map<String, Value> known =
        Map.of(
            Known.MFA_AT, new Value.Moment(Given.NOW.minus(Duration.ofHours(3))),
            Known.ASKED_AT, new Value.Moment(Given.NOW.minus(Duration.ofHours(3))));
    assertThat(decide(allowing("subject.mfa_age < duration('1m')"), known))
        .isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void whatAllowsWhenItIsKnownIsNamedWhenItIsNot() {
    assertThat(decide(allowing("on_call('primary')"), Map.of()))
        .isEqualTo(
            new Decision.Denied(
                Optional.empty(),
                "no rule of policy p gives ana role read on db; rule it could not be told:"
                    + " on_call(\"primary\") cannot be told: on_call.primary is not known"
                        .replace('"', '\'')));
  }
}
