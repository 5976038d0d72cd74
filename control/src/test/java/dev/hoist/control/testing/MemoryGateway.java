package dev.hoist.control.testing;

import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.session.SessionCutter;
import dev.hoist.kernel.session.SessionId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what is cut. */
public final class MemoryGateway implements SessionCutter {
  private final List<GrantId> cuts = new CopyOnWriteArrayList<>();

  public List<GrantId> cuts() {
    return List.copyOf(cuts);
  }

  @Override
  public int cut(GrantId grant, EndCause cause) {
    cuts.add(grant);
    return 1;
  }

  @Override
  public boolean kill(SessionId session, String why) {
    return false;
  }
}
