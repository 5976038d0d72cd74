package dev.hoist.control;

import dev.hoist.control.audit.Integrator;
import dev.hoist.control.elevation.Elevations;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether what must move moves. Looked at now and then, so that asking costs nothing. */
public final class Vitals {
  private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Integrator integrator;
  private final Elevations elevations;
  private final TimeSource time;
  private volatile Seen last = new Seen(false, 0);

  Vitals(Integrator integrator, Elevations elevations, TimeSource time) {
    this.integrator = integrator;
    this.elevations = elevations;
    this.time = time;
  }

  /**
   * @param auditBehind whether entries wait for the tamper-evident log, or nobody can say
   * @param debt how many grants are over whose removal is not proved, and whose target failed
   */
  public record Seen(boolean auditBehind, int debt) {}

  void look() {
    try {
      last = new Seen(integrator.behind(time.now().minus(PATIENCE)), debt());
    } catch (RuntimeException e) {
      LOG.warn("the store does not say how things are: {}", e.toString());
      last = new Seen(true, last.debt());
    }
  }

  private int debt() {
    return (int)
        elevations.grants(Optional.empty()).stream()
            .filter(s -> s.elevation() instanceof Elevation.Revoking r && r.debt().isPresent())
            .count();
  }

  public Seen seen() {
    return last;
  }
}
