package dev.hoist.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.inventory.InventoryLoader.Load;
import dev.hoist.kernel.inventory.Registered;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Value;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.policy.check.InventoryChecker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What policy says to targets that are registered beside it. */
class InventoryTest {
  private static final String ORDERS =
      """
      apiVersion: hoist/v1
      policy: orders
      groups: {sre: {members: [ana]}, leads: {members: [dana]}, billing: {members: [lee]}}
      targets:
        orders-hosts: {kind: postgres, select: {app: orders}, owner: group:leads}
        listed:       {kind: postgres, address: "db:5432", owner: group:leads}
      roles: {read: {on: [orders-hosts, listed], grants: [SELECT]}}
      rules:
        - name: reads
          who: group:sre
          roles: [read]
          grant: {max: 1h}
          approval: [{count: 1, from: owner, within: 1h}]
      """;
  private static final PolicySet SET = Given.set(ORDERS);

  private static Inventory inventory(String text) {
    var load =
        new HoistInventoryLoader(new PretendKinds()).load(new PolicyFile("targets.yaml", text));
    assertThat(load).isInstanceOf(Load.Loaded.class);
    return ((Load.Loaded) load).inventory();
  }

  private static Registered target(String definition) {
    return inventory("db: " + definition).find("db").orElseThrow();
  }

  private static Decision decided(PolicySet set, String name, Registered target) {
    Map<String, Value> known = new HashMap<>();
    known.put(Known.TARGET_KIND, new Value.Text(target.definition().kind()));
    known.put(
        Known.TARGET_LABELS,
        new Value.Named(
            target.definition().labels().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> new Value.Text(e.getValue())))));
    if (!target.owner().isEmpty()) {
      known.put(
          Known.TARGET_OWNER,
          new Value.Many(target.owner().stream().<Value>map(Value.Text::new).toList()));
    }
    Facts facts = Given.facts("ana", "read", name, known);
    return set.decide(facts);
  }

  private static List<Stage> stages(String name, Registered target) {
    return ((Decision.Allowed) decided(SET, name, target)).terms().stages();
  }

  @Test
  @DisplayName("S08 a registered target that no file selects gives nobody anything, and says why")
  void selectedByNone() {
    var target = target("{kind: postgres, address: 'db:1', labels: {env: dev, app: billing}}");
    assertThat(decided(SET, "db", target))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            denied ->
                assertThat(denied.message())
                    .isEqualTo(
                        "no policy file selects target db by its kind and labels (kind: postgres,"
                            + " app: billing, env: dev), so nobody can get anything on it"));
    assertThat(SET.rolesOn(target.definition())).isEmpty();
  }

  @Test
  @DisplayName("S08 a target that two files select gives nobody anything, and says which they are")
  void selectedByTwo() {
    String others =
        ORDERS
            .replace("policy: orders", "policy: others")
            .replaceAll("(?m)^(groups:| +listed:).*\\n", "")
            .replace("[orders-hosts, listed]", "other-hosts")
            .replace("orders-hosts", "other-hosts");
    var load =
        new HoistPolicyLoader()
            .load(
                List.of(
                    new PolicyFile("orders.yaml", ORDERS), new PolicyFile("others.yaml", others)));
    PolicySet set = ((PolicyLoader.Load.Loaded) load).set();
    var target = target("{kind: postgres, address: 'db:1', labels: {app: orders}}");
    assertThat(decided(set, "db", target))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            denied ->
                assertThat(denied.message())
                    .contains("is selected by", " and ", "a target is in one file"));
    assertThat(set.rolesOn(target.definition())).isEmpty();
  }

  @Test
  void theOwnersOfATargetStandForItAndElseThoseOfTheSelection() {
    String orders = "{kind: postgres, address: 'db:1', labels: {app: orders}%s}";
    assertThat(stages("db", target(orders.formatted(""))))
        .singleElement()
        .satisfies(stage -> assertThat(stage.from()).containsExactly("group:leads"));
    assertThat(stages("db", target(orders.formatted(", owner: 'group:billing'"))))
        .singleElement()
        .satisfies(stage -> assertThat(stage.from()).containsExactly("group:billing"));
  }

  @Test
  @DisplayName("S10 the owners that facts name do not stand for a target that policy lists")
  void listedTargetsHaveTheirOwnOwners() {
    var target = target("{kind: postgres, address: 'db:1', owner: 'user:ana'}");
    assertThat(stages("listed", target))
        .singleElement()
        .satisfies(stage -> assertThat(stage.from()).containsExactly("group:leads"));
  }

  @Test
  void theRolesOfASelectionAreOnEachTargetThatItTakes() {
    var target = target("{kind: postgres, address: 'db:1', labels: {app: orders, env: dev}}");
    assertThat(SET.rolesOn(target.definition()))
        .containsExactly(new RoleDefinition("read", "db", Map.of("grants", List.of("SELECT"))));
  }

  @Test
  void aSetTellsWhereItGivesANameToATargetOrASelection() {
    assertThat(SET.place("listed").orElseThrow()).hasToString("orders.yaml:6:3");
    assertThat(SET.place("orders-hosts").orElseThrow()).hasToString("orders.yaml:5:3");
    assertThat(SET.place("db")).isEmpty();
  }

  @Test
  void whatIsDifferentIsToldByNames() {
    String kept = "kept: {kind: postgres, address: 'db:1'}\n";
    Inventory before =
        inventory(kept + "gone: {kind: ssh, address: 'a:1'}\nmoved: {kind: ssh, address: 'a:1'}");
    Inventory after =
        inventory(
            "fresh: {kind: ssh, address: 'a:1'}\nmoved: {kind: ssh, address: 'a:2'}\n" + kept);
    assertThat(after.since(before))
        .isEqualTo(new Inventory.Change(List.of("fresh"), List.of("gone"), List.of("moved")));
    assertThat(after.hash()).isNotEqualTo(before.hash()).isNotEqualTo(Inventory.EMPTY.hash());
  }

  @Test
  void anInventoryIsBounded() {
    String many =
        IntStream.rangeClosed(0, InventoryChecker.MOST)
            .mapToObj(i -> "t%d: {kind: ssh, address: 'a:1'}".formatted(i))
            .collect(Collectors.joining("\n"));
    assertThat(problem(many)).isEqualTo("an inventory has at most 5,000 targets");
    assertThat(problem("# " + "x".repeat(1 << 20)))
        .isEqualTo("larger than 1 MiB; write each target on one line");
  }

  private static String problem(String text) {
    var load =
        new HoistInventoryLoader(new PretendKinds()).load(new PolicyFile("targets.yaml", text));
    return ((Load.Rejected) load).problems().getFirst().message();
  }
}
