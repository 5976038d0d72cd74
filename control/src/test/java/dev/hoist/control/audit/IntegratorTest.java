package dev.hoist.control.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.control.testing.World;
import dev.hoist.kernel.audit.AuditKeys;
import dev.hoist.kernel.audit.AuditTree;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class IntegratorTest {
  private final World world = new World();
  @TempDir Path folder;

  @AfterEach
  void close() {
    world.close();
  }

  private AuditTree tree() throws IOException {
    return AuditTree.open(folder, AuditKeys.loadOrCreate(folder, "test"), world.time().now());
  }

  @Test
  @DisplayName("S21 every entry goes into the log once, also when moving is repeated after a crash")
  void moves() throws IOException {
    world.opened(world.ana, "fix");
    new Integrator(world.audit, tree(), world.time()).run();
    world.opened(world.sam, "fix");

    AuditTree again = tree();
    var integrator = new Integrator(world.audit, again, world.time());
    integrator.run();
    integrator.run();

    assertThat(again.size()).isEqualTo(world.audit.size());
    assertThat(integrator.problem()).isEmpty();
  }

  @Test
  void whatWaitsTooLongIsSeen() throws IOException {
    var integrator = new Integrator(world.audit, tree(), world.time());
    world.opened(world.ana, "fix");
    assertThat(integrator.behind(world.time().now())).isFalse();
    assertThat(integrator.behind(world.time().now().plusSeconds(1))).isTrue();
    integrator.run();
    assertThat(integrator.behind(world.time().now().plusSeconds(1))).isFalse();
  }

  @Test
  @DisplayName("S22 a store that is older than the log is noticed before anything is mixed")
  void olderStore() throws IOException {
    world.opened(world.ana, "fix");
    new Integrator(world.audit, tree(), world.time()).run();
    try (var other = new World()) {
      AuditTree longer = tree();
      assertThatThrownBy(() -> new Integrator(other.audit, longer, other.time()))
          .hasMessageContaining("the store is older than the log");
    }
  }
}
