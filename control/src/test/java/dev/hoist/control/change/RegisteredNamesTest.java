package dev.hoist.control.change;

import static dev.hoist.control.change.ChangeWorld.A;
import static dev.hoist.control.change.ChangeWorld.B;
import static dev.hoist.control.change.ChangeWorld.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.inventory.Inventory;
import dev.hoist.kernel.inventory.Registered;
import dev.hoist.kernel.policy.Place;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.target.TargetDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of policy that give a name which is registered. */
@Tag("slow")
final class RegisteredNamesTest {
  private static final Inventory REGISTERING =
      Inventory.of(
          new PolicyFile("targets.yaml", "db"),
          new PolicyHash("1".repeat(64)),
          List.of(
              new Registered(
                  new TargetDefinition("db", "fake", "db:1", Map.of()),
                  Set.of(),
                  new Place("targets.yaml", 1, 1))));

  @TempDir Path path;
  private ChangeWorld its;

  @BeforeEach
  void start() throws IOException {
    its = new ChangeWorld(path);
  }

  @AfterEach
  void close() {
    its.close();
  }

  @Test
  void aPushIsRefusedWithBothPlaces() {
    assertThat(its.keeper.adopt(REGISTERING)).isEmpty();
    assertThat(its.refused(its.world.ana, with(A, "names db"), B).problems())
        .containsExactly(
            "a.yaml:1:1 target db is registered at targets.yaml:1:1 already; take it out of one of"
                + " them");
  }

  @Test
  @DisplayName("S08 what was agreed to is not put in force beside an inventory with its names")
  void registeredMeanwhile() {
    StoredChange push = its.pushed(its.world.ana, with(A, "names db"), B);
    assertThat(its.keeper.adopt(REGISTERING)).isEmpty();

    assertThat(its.approve(push, its.world.dana)).isInstanceOf(Changed.Refused.class);
    assertThat(its.inForce()).containsExactly(A, B);
    assertThat(its.now(push))
        .isInstanceOfSatisfying(
            PolicyChange.Dropped.class,
            dropped -> assertThat(dropped.note()).contains("is registered at targets.yaml:1:1"));
  }

  @Test
  void whatIsAgreedToComesIntoForceBesideTheInventory() {
    assertThat(its.keeper.adopt(REGISTERING)).isEmpty();
    StoredChange push = its.pushed(its.world.ana, with(A, "more"), B);
    assertThat(its.approve(push, its.world.dana)).isInstanceOf(Changed.Done.class);
    assertThat(its.world.policies().current().orElseThrow().inventory()).isEqualTo(REGISTERING);
    assertThat(its.world.registry.target("db")).isPresent();
  }
}
