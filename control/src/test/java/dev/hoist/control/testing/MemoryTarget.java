package dev.hoist.control.testing;

import dev.hoist.control.elevation.Connectors;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.target.Target;
import dev.hoist.spi.Connector;
import dev.hoist.spi.ConnectorException;
import dev.hoist.spi.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A target that keeps what is made on it, and can be down, refuse, or lose answers. */
public final class MemoryTarget implements Connector, Connectors {
  private final Set<GrantId> made = ConcurrentHashMap.newKeySet();
  private final List<String> calls = new ArrayList<>();
  private volatile boolean down;
  private volatile boolean refuses;
  private volatile Consumer<Lease> onProvision = lease -> {};

  public void down(boolean now) {
    down = now;
  }

  public void refuses(boolean now) {
    refuses = now;
  }

  /** Called when a provisioning arrives, before it is answered. */
  public void onProvision(Consumer<Lease> look) {
    onProvision = look;
  }

  /** Puts something there that nobody asked for. */
  public void leave(GrantId grant) {
    made.add(grant);
  }

  /** Takes something away behind our back. */
  public void lose(GrantId grant) {
    made.remove(grant);
  }

  public Set<GrantId> made() {
    return Set.copyOf(made);
  }

  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public Connector of(Target target) {
    return this;
  }

  @Override
  public Login provision(Lease lease) throws ConnectorException {
    note("provision " + lease.grant());
    onProvision.accept(lease);
    answer();
    made.add(lease.grant());
    return new Login("hoist_" + lease.grant().number(), Secret.of("pw-" + lease.grant()));
  }

  @Override
  public void extend(Lease lease) throws ConnectorException {
    note("extend " + lease.grant() + " " + lease.until());
    answer();
  }

  @Override
  public Proof revoke(Lease lease) throws ConnectorException {
    note("revoke " + lease.grant());
    answer();
    made.remove(lease.grant());
    return new Proof("no role hoist_" + lease.grant().number());
  }

  @Override
  public Set<GrantId> present() throws ConnectorException {
    answer();
    return made();
  }

  private synchronized void note(String call) {
    calls.add(call);
  }

  private void answer() throws ConnectorException {
    if (down) {
      throw new ConnectorException(ConnectorException.Kind.UNREACHABLE, "db:5432 does not answer");
    }
    if (refuses) {
      throw new ConnectorException(ConnectorException.Kind.REFUSED, "permission denied");
    }
  }
}
