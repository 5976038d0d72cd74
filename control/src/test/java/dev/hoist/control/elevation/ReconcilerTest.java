package dev.hoist.control.elevation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.GrantId;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class ReconcilerTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private long provisioned(GrantId grant) {
    return world.target.calls().stream().filter(("provision " + grant)::equals).count();
  }

  @Test
  @DisplayName("S09 what is missing on a target is prepared again, also after its labels changed")
  void relabelled() {
    world.start();
    Stored asked = world.opened(world.ana, "read");
    world.eventually(asked.id(), Elevation.Active.class);
    world.change(SmallPolicy.usual().labelled("stage"));
    GrantId grant = asked.id().grant();
    assertThat(world.engine().logins().of(grant)).isPresent();
    long before = provisioned(grant);

    world.target.lose(grant);
    new Reconciler(
            world.store,
            world.registry,
            world.target,
            world.engine().logins(),
            new LocalTurns(),
            world.time())
        .run();

    assertThat(world.engine().logins().of(grant)).isPresent();
    assertThat(provisioned(grant)).isEqualTo(before + 1);
    assertThat(world.target.made()).contains(grant);
  }

  @Test
  void whatWasRetiredLongAgoIsLeftAlone() {
    world.start();
    SmallPolicy usual = SmallPolicy.usual();
    Instant before = world.time().now().minusSeconds(1);
    world.change(new SmallPolicy("elsewhere:5432", usual.byRole(), usual.grants(), usual.env()));

    assertThat(world.registry.targetsSince(before)).hasSize(2);
    assertThat(world.registry.targetsSince(world.time().now().plusSeconds(1)))
        .extracting(target -> target.definition().address())
        .containsExactly("elsewhere:5432");
  }
}
