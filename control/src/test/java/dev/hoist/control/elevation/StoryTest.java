package dev.hoist.control.elevation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class StoryTest {
  private final World world = new World().start();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anApprovedRequestBecomesActiveAndEndsAtItsDeadlineWithProof() {
    Stored asked = world.opened(world.ana, "fix");
    assertThat(world.elevations().inbox(world.dana)).extracting(Stored::id).contains(asked.id());

    assertThat(world.approve(asked, world.dana)).isInstanceOf(Result.Done.class);
    var active = world.eventually(asked.id(), Elevation.Active.class);
    assertThat(world.target.made()).containsExactly(active.grant().id());

    world.pass(Duration.ofMinutes(31));
    var ended = world.eventually(asked.id(), Elevation.Ended.class);
    assertThat(ended.end().cause()).isEqualTo(EndCause.EXPIRED);
    assertThat(world.gateway.cuts()).containsExactly(active.grant().id());
    assertThat(world.target.made()).isEmpty();
  }

  @Test
  void aRoleWithoutApprovalsIsGrantedAtOnce() {
    Stored asked = world.opened(world.ana, "read");

    world.eventually(asked.id(), Elevation.Active.class);
  }

  @Test
  @DisplayName("S04 when the target is touched, state and intent are committed already")
  void intentIsCommittedFirst() {
    Stored asked = world.opened(world.ana, "fix");
    world.target.onProvision(
        lease -> {
          assertThat(world.now(asked.id())).isInstanceOf(Elevation.Provisioning.class);
          assertThat(world.told("intent")).anyMatch(body -> body.contains("\"provision\""));
        });

    world.approve(asked, world.dana);

    world.eventually(asked.id(), Elevation.Active.class);
    assertThat(world.target.calls()).containsExactly("provision G-" + asked.id().number());
  }

  @Test
  @DisplayName("S05 a grant whose target is down stays revoking, in debt, until absence is proved")
  void debtUntilProof() {
    Stored asked = world.opened(world.ana, "read");
    world.eventually(asked.id(), Elevation.Active.class);
    world.target.down(true);

    assertThat(world.elevations().done(asked.id(), world.ana)).isInstanceOf(Result.Done.class);
    world.eventuallyOwed(asked.id());
    assertThat(world.elevations().grants(java.util.Optional.empty())).hasSize(1);
    assertThat(world.target.made()).isNotEmpty();

    world.target.down(false);
    world.pass(Duration.ofSeconds(30));
    world.eventually(asked.id(), Elevation.Ended.class);
    assertThat(world.target.made()).isEmpty();
    assertThat(world.told("outcome")).anyMatch(body -> body.contains("no role hoist_"));
  }
}
