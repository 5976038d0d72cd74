package dev.hoist.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.control.elevation.State;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.RequestId;
import java.sql.Connection;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A target that goes away, at each moment when that hurts. */
@Tag("slow")
final class LostTargetTest {
  @Test
  @DisplayName(
      "S05 L01 a lost target fails a grant explicitly, and is revocation debt until it is back")
  void lostTarget() throws Exception {
    try (Shop shop = Shop.open()) {
      RequestId live = shop.ask("ana", "read", Duration.ofMinutes(5));
      shop.await(live, State.ACTIVE);
      try (Connection connection = shop.connect("ana", live)) {
        shop.stopTarget();
        assertThatThrownBy(() -> connection.createStatement().execute("SELECT 1")).isNotNull();
      }
      shop.server().elevations().done(live, shop.subject("ana"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  shop.find(live).elevation() instanceof Elevation.Revoking revoking
                      && revoking.debt().isPresent());

      RequestId late = shop.ask("sam", "read", Duration.ofMinutes(5));
      var failed = (Elevation.Revoking) shop.await(late, State.REVOKING);
      assertThat(failed.end().cause()).isEqualTo(EndCause.PROVISION_FAILED);

      shop.restartTarget();
      shop.await(live, State.ENDED);
      shop.await(late, State.ENDED);
      assertThat(shop.rolesOnTarget()).isEqualTo("0");
    }
  }
}
