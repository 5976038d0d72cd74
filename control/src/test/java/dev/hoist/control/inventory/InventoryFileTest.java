package dev.hoist.control.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hoist.control.elevation.Affected;
import dev.hoist.control.elevation.Answer;
import dev.hoist.control.elevation.Ask;
import dev.hoist.control.elevation.Offer;
import dev.hoist.control.elevation.Stored;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.PolicyKeeper;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.inventory.InventoryLoader;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.target.TargetId;
import dev.hoist.policy.HoistInventoryLoader;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.policy.kinds.KindChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inventory in force, beside policy in the real language. */
@Tag("slow")
final class InventoryFileTest {
  private static final String KEEP =
      """
      apiVersion: hoist/v1
      policy: orders
      on_change: keep
      groups: {sre: {idp: sre}, leads: {idp: leads}}
      targets:
        orders-dbs: {kind: postgres, select: {app: orders, env: prod}, owner: group:leads}
        dev-dbs:    {kind: postgres, select: {env: dev}, owner: group:leads}
      roles:
        read: {on: [orders-dbs, dev-dbs], grants: ["SELECT ON ALL TABLES IN SCHEMA public"]}
        fix:  {on: [orders-dbs, dev-dbs], grants: ["UPDATE ON ALL TABLES IN SCHEMA public"]}
      rules:
        - {name: dev, who: group:sre, roles: [fix], when: 'target.labels["env"] == "dev"',
           grant: {max: 1h}, approval: none}
        - {name: reads, who: group:sre, roles: [read], grant: {max: 1h}, approval: none}
        - {name: fixes, who: group:sre, roles: [fix], grant: {max: 1h},
           approval: [{count: 1, from: owner, within: 1h}]}
      """;
  private static final String REVOKE = KEEP.replace("on_change: keep", "on_change: revoke");
  private static final String DB = db("a:1", "app: orders, env: prod");

  @TempDir Path folder;
  private final World world = new World();
  private final HoistInventoryLoader loader = new HoistInventoryLoader(KindChecks.none());
  private PolicyKeeper keeper;
  private InventoryFile file;
  private int decidedAgain;

  @BeforeEach
  void open() {
    world.start();
    begin();
  }

  private void begin() {
    keeper =
        new PolicyKeeper(
            new HoistPolicyLoader(),
            world.policies(),
            world.registry,
            world.audit,
            world.time(),
            () -> {
              decidedAgain++;
              world.engine().policyChanged();
            });
    file =
        new InventoryFile(
            new InventoryPlace(folder.resolve("targets.yaml"), loader),
            keeper,
            world.policies(),
            world.registry,
            world.audit,
            world.time());
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static String db(String address, String labels) {
    return "db: {kind: postgres, address: '%s', labels: {%s}}\n".formatted(address, labels);
  }

  private boolean policy(String text) {
    return keeper.load(List.of(new PolicyFile("orders.yaml", text)), PolicyOrigin.FOLDER);
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("targets.yaml"), text);
    looks();
  }

  private void looks() {
    file.look();
    file.look();
  }

  private Answer ask(String role) {
    return world
        .elevations()
        .ask(
            new Ask(
                world.ana,
                "db",
                role,
                Duration.ofMinutes(30),
                Optional.of("because"),
                Optional.empty()));
  }

  private Stored opened(String role) {
    Answer answer = ask(role);
    assertThat(answer).isInstanceOf(Answer.Opened.class);
    return ((Answer.Opened) answer).stored();
  }

  private Stored live(String policy) throws IOException {
    policy(policy);
    write(DB);
    Stored asked = opened("read");
    world.eventually(asked.id(), Elevation.Active.class);
    return asked;
  }

  private TargetId id() {
    return world.registry.target("db").orElseThrow().id();
  }

  private String problem() {
    return world.policies().inventoryProblem().orElseThrow().problems().getFirst().message();
  }

  @Test
  void aRegisteredTargetIsOfferedAskedForAndGranted() throws IOException {
    Stored asked = live(KEEP);

    assertThat(asked.elevation().request().target().definition().address()).isEqualTo("a:1");
    assertThat(world.engine().offers().to(world.ana, "db"))
        .extracting(offer -> offer.role().name(), Offer::how)
        .containsExactly(tuple("fix", Offer.How.APPROVAL), tuple("read", Offer.How.CONNECT));
    assertThat(world.told("inventory.loaded"))
        .singleElement()
        .asString()
        .contains("\"added\":[\"db\"]", "\"targets\":1", "\"changed\":[]", "\"removed\":[]");
  }

  @Test
  @DisplayName("S08 what is known of a registered target is kept with each decision about it")
  void decidedOnFacts() throws IOException {
    policy(KEEP);
    write(DB.replace("}}", "}, owner: 'user:dana'}"));
    Stored asked = opened("fix");

    assertThat(asked.elevation().request().terms().stages().getFirst().from())
        .containsExactly("user:dana");
    assertThat(world.database.jdbc().sql("SELECT facts FROM decision").query(String.class).list())
        .last()
        .asString()
        .contains("target.owner", "user:dana", "target.labels", "orders", "target.kind");
  }

  @Test
  @DisplayName("S08 on a registered target that no file selects nobody gets anything, and is told")
  void selectedByNone() throws IOException {
    policy(KEEP);
    write(db("a:1", "app: billing"));
    assertThat(ask("read"))
        .isInstanceOfSatisfying(
            Answer.Denied.class,
            denied -> assertThat(denied.message()).contains("no policy file selects target db"));
    assertThat(world.engine().offers().to(world.ana, "db")).isEmpty();
  }

  @Test
  void aBrokenFileKeepsTheInventoryLoudlyAndOnce() throws IOException {
    policy(KEEP);
    write(DB);
    TargetId id = id();
    write("db: {kind: postgres, adress: 'a:1'}\n");
    looks();

    assertThat(problem()).contains("unknown key adress", "did you mean address?");
    assertThat(world.told("inventory.rejected"))
        .singleElement()
        .asString()
        .contains("targets.yaml:1:22");
    assertThat(id()).isEqualTo(id);
    opened("read");

    write(DB);
    assertThat(world.policies().inventoryProblem()).isEmpty();
    assertThat(id()).isEqualTo(id);
  }

  @Test
  void whatIsNoFileOrTooLongKeepsTheInventory() throws IOException {
    policy(KEEP);
    write(DB);
    Path path = folder.resolve("targets.yaml");
    write("#".repeat((4 << 20) + 1));
    assertThat(problem()).contains("longer than 4 MiB");
    Files.delete(path);
    Files.createSymbolicLink(path, folder.resolve("nowhere"));
    looks();
    assertThat(problem()).contains("not there, or a link to what is not");
    Files.delete(path);
    Files.createDirectory(path);
    looks();
    assertThat(problem()).contains("is not a file");
    opened("read");

    Files.delete(path);
    looks();
    assertThat(world.policies().inventoryProblem()).isEmpty();
    assertThat(ask("read")).isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void halfAFileIsNotTaken() throws IOException {
    policy(KEEP);
    Files.writeString(folder.resolve("targets.yaml"), DB);
    file.look();
    assertThat(world.registry.target("db")).isEmpty();
    file.look();
    assertThat(world.registry.target("db")).isPresent();
  }

  private static final String LISTED =
      KEEP.replace("targets:\n", "targets:\n  db: {kind: postgres, address: 'b:1'}\n");

  @Test
  void anInventoryWithANameOfPolicyIsRefusedUntilPolicyFreesIt() throws IOException {
    policy(LISTED);
    write(DB);
    assertThat(problem())
        .isEqualTo("target db is defined at orders.yaml:6:3 already; take it out of one of them");
    assertThat(world.told("inventory.rejected").getLast()).contains("targets.yaml:1:1");

    policy(KEEP);
    file.look();
    assertThat(world.policies().inventoryProblem()).isEmpty();
    opened("read");
  }

  @Test
  void aPolicyWithANameOfTheInventoryIsRefusedUntilTheInventoryFreesIt() throws IOException {
    policy(KEEP);
    write(DB);
    TargetId registered = id();
    assertThat(policy(LISTED)).isFalse();
    assertThat(world.policies().lastProblem().orElseThrow().problems().getFirst().message())
        .isEqualTo(
            "target db is registered at targets.yaml:1:1 already; take it out of one of them");
    assertThat(id()).isEqualTo(registered);

    write("{}");
    assertThat(world.policies().lastProblem()).isEmpty();
    assertThat(world.registry.target("db").orElseThrow().definition().address()).isEqualTo("b:1");
  }

  @Test
  @DisplayName(
      "S08 policy files that are not there any more do not come into force with a name free")
  void aClashingPolicyThatIsGone() throws IOException {
    policy(KEEP);
    write(DB);
    policy(LISTED);
    keeper.unreadable("policy", "is not there");
    write("{}");
    assertThat(world.policies().current().orElseThrow().set().place("db")).isEmpty();
  }

  @Test
  void aSelectionsNameIsTakenToo() throws IOException {
    policy(KEEP);
    write(DB.replace("db:", "dev-dbs:"));
    assertThat(problem()).contains("target dev-dbs is defined at orders.yaml:7:3");
  }

  @Test
  @DisplayName("S08 a request that waits is denied when its target's labels lose the selection")
  void labelsLoseThePending() throws IOException {
    policy(KEEP);
    write(DB);
    Stored asked = opened("fix");
    write(db("a:1", "app: orders, env: stage"));
    world.eventually(asked.id(), Elevation.Denied.class);
    assertThat(world.told("inventory.loaded").getLast()).contains("\"changed\":[\"db\"]");
  }

  @Test
  @DisplayName("S08 a request that waits is not widened when labels would give it at once")
  void labelsDoNotWiden() throws IOException {
    policy(KEEP);
    write(DB);
    Stored asked = opened("fix");
    TargetId id = id();
    write(db("a:1", "app: orders, env: dev"));

    assertThat(id()).isEqualTo(id);
    assertThat(world.now(asked.id()))
        .isInstanceOfSatisfying(
            Elevation.Pending.class,
            pending -> assertThat(pending.request().terms().stages()).hasSize(1));
    assertThat(((Answer.Opened) ask("fix")).stored().elevation())
        .isNotInstanceOf(Elevation.Pending.class);
  }

  @Test
  @DisplayName("S09 a target that was removed and registered again is another one")
  void removedAndAddedAgain() throws IOException {
    policy(KEEP);
    write(DB);
    Stored asked = opened("fix");
    TargetId id = id();
    write("{}");
    write(DB);

    assertThat(id()).isNotEqualTo(id);
    world.eventually(asked.id(), Elevation.Denied.class);
  }

  @Test
  @DisplayName("S09 a target with another address is another one")
  void moved() throws IOException {
    policy(KEEP);
    write(DB);
    Stored asked = opened("fix");
    TargetId id = id();
    write(DB.replace("a:1", "evil:1"));

    assertThat(id()).isNotEqualTo(id);
    world.eventually(asked.id(), Elevation.Denied.class);
  }

  @Test
  @DisplayName("S08 only what changes a target has what waits and what lives decided again")
  void commentsDecideNothing() throws IOException {
    policy(KEEP);
    write(DB);
    int before = decidedAgain;
    write("# ours\n" + DB.replace("'a:1'", "a:1"));
    assertThat(decidedAgain).isEqualTo(before);
    assertThat(world.told("inventory.loaded")).hasSize(2);
    write(db("a:2", "app: orders, env: prod"));
    assertThat(decidedAgain).isEqualTo(before + 1);
  }

  @Test
  @DisplayName("S05 S09 a live grant on a target that was removed is listed, and taken back there")
  void removedUnderALiveGrant() throws IOException {
    Stored asked = live(KEEP);
    write("{}");

    assertThat(world.now(asked.id())).isInstanceOf(Elevation.Active.class);
    assertThat(world.elevations().affected()).extracting(Affected::stored).hasSize(1);
    world.elevations().revoke(asked.id(), world.dana, "over");
    world.eventually(asked.id(), Elevation.Ended.class);
    assertThat(world.target.made()).isEmpty();
  }

  @Test
  @DisplayName("S08 on_change: revoke cuts a grant on a target that is registered no more")
  void removedUnderARevokingPolicy() throws IOException {
    Stored asked = live(REVOKE);
    write("{}");
    world.eventually(asked.id(), Elevation.Ended.class);
  }

  @Test
  @DisplayName("S08 on_change: revoke cuts a grant on a target whose labels no file selects")
  void relabelledUnderARevokingPolicy() throws IOException {
    Stored asked = live(REVOKE);
    write(db("a:1", "app: orders, env: stage"));
    world.eventually(asked.id(), Elevation.Ended.class);
  }

  @Test
  @DisplayName("S09 a start with a broken file begins with the inventory that was in force last")
  void brokenAtStart() throws IOException {
    policy(KEEP);
    write(DB);
    Stored asked = opened("fix");
    TargetId id = id();
    Files.writeString(folder.resolve("targets.yaml"), "broken");

    begin();
    file.begin();
    policy(REVOKE);
    file.load();

    assertThat(problem()).contains("an inventory is a mapping of keys");
    assertThat(id()).isEqualTo(id);
    assertThat(world.now(asked.id())).isInstanceOf(Elevation.Pending.class);
  }

  @Test
  @DisplayName("S08 whoever decides sees a policy and an inventory that were in force together")
  void onePair() throws Exception {
    policy(KEEP);
    var registering = loaded(DB);
    var empty = loaded("{}");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> files = threads.submit(counted(() -> policy(LISTED), () -> policy(KEEP)));
      Future<Integer> inventories =
          threads.submit(
              counted(
                  () -> keeper.adopt(registering).isEmpty(), () -> keeper.adopt(empty).isEmpty()));
      while (!files.isDone() || !inventories.isDone()) {
        LoadedPolicy seen = world.policies().current().orElseThrow();
        assertThat(seen.targets()).extracting(t -> t.name()).doesNotHaveDuplicates();
        assertThat(seen.inventory().find("db").isPresent() && seen.set().place("db").isPresent())
            .isFalse();
      }
      assertThat(files.get() + inventories.get()).isPositive();
    }
  }

  private Inventory loaded(String text) {
    return ((InventoryLoader.Load.Loaded) loader.load(new PolicyFile("targets.yaml", text)))
        .inventory();
  }

  private static Callable<Integer> counted(Callable<Boolean> one, Callable<Boolean> other) {
    return () -> {
      int done = 0;
      for (int i = 0; i < 20; i++) {
        done += one.call() ? 1 : 0;
        done += other.call() ? 1 : 0;
      }
      return done;
    };
  }
}
