package dev.hoist.control.api;

import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.elevation.Stored;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.RequestId;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits a moment for a removal to be proved, since whoever ends a grant wants to know. */
final class Settling {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Settling() {}

  /** The elevation once it is over, or in debt, or as it is when patience ends. */
  static Stored await(Elevations elevations, RequestId id) {
    var over = new CountDownLatch(1);
    try (var _ = elevations.changes().watch(changed -> countDown(changed, id, over))) {
      Stored stored = elevations.find(id).orElseThrow();
      if (settled(stored)) {
        return stored;
      }
      var _ = over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return elevations.find(id).orElseThrow();
  }

  private static void countDown(Stored changed, RequestId id, CountDownLatch over) {
    if (changed.id().equals(id) && settled(changed)) {
      over.countDown();
    }
  }

  private static boolean settled(Stored stored) {
    return switch (stored.elevation()) {
      case Elevation.Terminal over -> true;
      case Elevation.Revoking revoking -> revoking.debt().isPresent();
      default -> false;
    };
  }
}
