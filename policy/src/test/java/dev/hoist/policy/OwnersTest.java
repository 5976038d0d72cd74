package dev.hoist.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Schedule;
import dev.hoist.kernel.policy.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who has to agree to changes of files, and the tests that have to pass before. */
final class OwnersTest {
  private static final String ORDERS =
      """
      apiVersion: hoist/v1
      policy: orders
      owners: [group:leads, user:lee]
      groups:
        leads: {members: [dana]}
      targets:
        orders: {kind: postgres, address: "db:5432"}
      roles:
        read: {on: orders, grants: ["SELECT ON ALL TABLES IN SCHEMA public"]}
      rules:
        - {name: leads read, who: group:leads, roles: [read], grant: {max: 1h}, approval: none}
      """;
  private static final String EVERYWHERE =
      """
      apiVersion: hoist/v1
      policy: house
      scope: organisation
      owners: [user:root]
      rules:
        - {name: no agents, when: subject.kind == "agent", deny: "not for agents"}
      """;
  private static final String TEST =
      """
      tests:
        - it: lets leads read
          given: {subject: dana}
          request: {target: orders, role: read}
          expect: {decision: %s}
      """;

  private final HoistPolicyLoader loader = new HoistPolicyLoader();

  private PolicySet set(PolicyFile... files) {
    Load load = loader.load(List.of(files));
    assertThat(load).as(load.problems().toString()).isInstanceOf(Load.Loaded.class);
    return ((Load.Loaded) load).set();
  }

  @Test
  void aFileHasTheOwnersItNames() {
    PolicySet set = set(new PolicyFile("orders.yaml", ORDERS));

    assertThat(set.owners("orders.yaml")).containsExactlyInAnyOrder("group:leads", "user:lee");
    assertThat(set.owners("new.yaml")).isEmpty();
  }

  @Test
  void aNewFileIsTheBusinessOfWhoOwnsTheDenialsOfAll() {
    PolicySet set =
        set(new PolicyFile("house.yaml", EVERYWHERE), new PolicyFile("orders.yaml", ORDERS));

    assertThat(set.owners("new.yaml")).containsExactly("user:root");
    assertThat(set.owners("house.yaml")).containsExactly("user:root");
    assertThat(set.owners("orders.yaml")).containsExactlyInAnyOrder("group:leads", "user:lee");
  }

  @Test
  void whoeverIsOnCallMayBeAnOwner() {
    String onCall =
        ORDERS.replace(
            "owners: [group:leads, user:lee]",
            "owners: [on_call:primary]\nschedules: {primary: {pagerduty: P1}}");
    PolicySet set = set(new PolicyFile("orders.yaml", onCall));
    assertThat(set.owners("orders.yaml")).containsExactly("on_call:primary");
    assertThat(set.schedules()).extracting(Schedule::name).containsExactly("primary");

    Load unknown =
        loader.load(
            List.of(new PolicyFile("a.yaml", onCall.replace("on_call:primary", "on_call:primry"))));
    assertThat(unknown.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("primry").contains("primary"));
  }

  private static Facts about(String target, Map<String, Value> known) {
    var id = new SubjectId(new UUID(0, 1));
    var dana = new Subject(id, id, "dana", Subject.Kind.PERSON);
    Instant now = Instant.parse("2026-11-03T10:00:00Z");
    return new Facts(
        dana, Set.of(), target, "read", Duration.ofMinutes(5), Optional.empty(), now, known);
  }

  @Test
  void aTargetIsGovernedByTheOneFileThatListsOrSelectsIt() {
    String selecting =
        ORDERS
            .replace("policy: orders", "policy: hosts")
            .replace(
                "orders: {kind: postgres, address: \"db:5432\"}",
                "x: {kind: ssh, select: {env: prod}}")
            .replace("on: orders", "on: x");
    PolicySet set =
        set(new PolicyFile("orders.yaml", ORDERS), new PolicyFile("hosts.yaml", selecting));
    Map<String, Value> prod =
        Map.of(
            Known.TARGET_KIND, new Value.Text("ssh"),
            Known.TARGET_LABELS, new Value.Named(Map.of("env", new Value.Text("prod"))));

    assertThat(set.fileOf(about("orders", Map.of()))).contains("orders.yaml");
    assertThat(set.fileOf(about("orders", prod))).contains("orders.yaml");
    assertThat(set.fileOf(about("web-3", prod))).contains("hosts.yaml");
    assertThat(set.fileOf(about("web-3", Map.of()))).isEmpty();
    assertThat(set.fileOf(about("nowhere", Map.of()))).isEmpty();
  }

  @Test
  void testsThatFailAreToldWithTheirPlace() {
    var good = new PolicyFile("orders.yaml", ORDERS + TEST.formatted("allow"));
    var bad = new PolicyFile("orders.yaml", ORDERS + TEST.formatted("deny"));

    assertThat(loader.rehearse(List.of(good))).isEmpty();
    assertThat(loader.rehearse(List.of(bad)))
        .containsExactly("orders.yaml:13 \"lets leads read\" fails: decision: allow, not deny");
  }
}
