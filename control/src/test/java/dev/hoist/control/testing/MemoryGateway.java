package dev.hoist.control.testing;

import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.session.SessionCutter;
import dev.hoist.kernel.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what is cut. */
public final class MemoryGateway implements SessionCutter {
  private final List<GrantId> cuts = new CopyOnWriteArrayList<>();
  private final List<Elevation.Active> extended = new CopyOnWriteArrayList<>();
  private final Map<GrantId, Duration> unused = new ConcurrentHashMap<>();

  public List<GrantId> cuts() {
    return List.copyOf(cuts);
  }

  @Override
  public int cut(GrantId grant, EndCause cause) {
    cuts.add(grant);
    return 1;
  }

  public List<Elevation.Active> extended() {
    return List.copyOf(extended);
  }

  @Override
  public void extend(Elevation.Active it) {
    extended.add(it);
  }

  /** Somebody works with the grant until told otherwise. */
  public void uses(GrantId grant, boolean now) {
    if (now) {
      unused.put(grant, Duration.ZERO);
    } else {
      unused.remove(grant);
    }
  }

  @Override
  public Optional<Duration> unused(GrantId grant) {
    return Optional.ofNullable(unused.get(grant));
  }

  @Override
  public boolean kill(SessionId session, String why) {
    return false;
  }
}
