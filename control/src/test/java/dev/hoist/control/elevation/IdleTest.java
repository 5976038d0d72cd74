package dev.hoist.control.elevation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class IdleTest {
  private static final Duration IDLE = Duration.ofMinutes(15);

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private Stored active() {
    world.change(SmallPolicy.usual().with("read", idling()));
    world.start();
    Stored asked = world.opened(world.ana, "read");
    world.eventually(asked.id(), Elevation.Active.class);
    return asked;
  }

  private static Terms idling() {
    var limits = new Limits(Optional.empty(), Optional.of(IDLE));
    return new Terms(Duration.ofHours(1), List.of(), limits, Aftercare.NONE, List.of());
  }

  @Test
  @DisplayName("S05 a grant that nobody ever used ends, is cut, removed and read back")
  void neverUsed() {
    Stored grant = active();
    world.pass(IDLE);

    var ended = world.eventually(grant.id(), Elevation.Ended.class);
    assertThat(ended.end().cause()).isEqualTo(EndCause.IDLE);
    assertThat(world.gateway.cuts()).containsExactly(grant.id().grant());
    assertThat(world.target.made()).isEmpty();
    assertThat(world.told("moved")).anyMatch(body -> body.contains("it lay unused for too long"));
  }

  @Test
  @DisplayName("S15 a grant that is used goes on while another one of the same person ends")
  void usedGoesOn() {
    Stored used = active();
    world.gateway.uses(used.id().grant(), true);
    Stored unused = world.opened(world.ana, "read");
    world.eventually(unused.id(), Elevation.Active.class);
    world.pass(IDLE);

    world.eventually(unused.id(), Elevation.Ended.class);
    assertThat(world.now(used.id())).isInstanceOf(Elevation.Active.class);
    assertThat(world.engine().unusedUntil(world.store.find(used.id()).orElseThrow()))
        .contains(world.time().now().plus(IDLE));
  }

  @Test
  @DisplayName("S02 a restart begins the time unused anew and leaves the deadline where it was")
  void restart() {
    Stored grant = active();
    world.pass(IDLE.minusMinutes(1));
    world.restart();
    Stored taken = world.store.find(grant.id()).orElseThrow();
    assertThat(world.engine().unusedUntil(taken)).contains(world.time().now().plus(IDLE));

    world.pass(IDLE.plusMinutes(2));
    var ended = world.eventually(grant.id(), Elevation.Ended.class);
    assertThat(ended.end().cause()).isEqualTo(EndCause.EXPIRED);
  }

  @Test
  void anEarlierLifesGrantEndsWhenItLiesUnusedInThisOne() {
    Stored grant = active();
    world.restart();
    world.pass(IDLE);

    var ended = world.eventually(grant.id(), Elevation.Ended.class);
    assertThat(ended.end().cause()).isEqualTo(EndCause.IDLE);
  }
}
