package dev.hoist.control.elevation;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.Target;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.spi.Connector;
import dev.hoist.spi.ConnectorException;
import dev.hoist.spi.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what is on the targets with what should be: whatever no live grant holds is removed
 * (S03), and a login whose privilege vanished is forgotten so that the next session gets another.
 */
final class Reconciler {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  /** How long after its retirement a target is still compared: as long as a grant can be. */
  private static final Duration AFTERWARDS = Ask.LONGEST;

  private final Store store;
  private final Registry registry;
  private final Connectors connectors;
  private final Logins logins;
  private final Turns turns;
  private final TimeSource time;

  Reconciler(
      Store store,
      Registry registry,
      Connectors connectors,
      Logins logins,
      Turns turns,
      TimeSource time) {
    this.store = store;
    this.registry = registry;
    this.connectors = connectors;
    this.logins = logins;
    this.turns = turns;
    this.time = time;
  }

  void run() {
    for (Target target : registry.targetsSince(time.now().minus(AFTERWARDS))) {
      try {
        compare(target, connectors.of(target));
      } catch (ConnectorException e) {
        LOG.info("{} cannot be compared now: {}", target.name(), Plain.words(e));
      }
    }
  }

  private void compare(Target target, Connector connector) throws ConnectorException {
    // The target is read first: what a grant makes after that is not in the set and is not touched.
    Set<GrantId> present = connector.present();
    for (GrantId grant : present) {
      if (!held(grant)) {
        turns.take(grant, () -> remove(grant, target, connector));
      }
    }
    for (Stored stored : store.live(Optional.empty(), Optional.of(target.name()))) {
      if (stored.elevation() instanceof Elevation.Active active
          && active.request().target().id().equals(target.id())
          && !present.contains(active.grant().id())) {
        logins.forget(active.grant().id());
      }
    }
  }

  /**
   * Whether a grant may have something on a target now. Which target does not matter: one server
   * may be registered under several names and addresses, and each of them shows what is on it.
   */
  private boolean held(GrantId grant) {
    return store
        .find(grant.request())
        .map(Stored::elevation)
        .map(Reconciler::mayExist)
        .orElse(false);
  }

  private static boolean mayExist(Elevation elevation) {
    return elevation instanceof Elevation.Granted && !(elevation instanceof Elevation.Terminal);
  }

  private boolean remove(GrantId grant, Target target, Connector connector) {
    if (held(grant)) {
      return false;
    }
    Instant now = time.now();
    RoleDefinition role =
        store
            .find(grant.request())
            .map(stored -> stored.elevation().request().role().definition())
            .orElseGet(() -> new RoleDefinition("unknown", target.name(), Map.of()));
    try {
      var proof = connector.revoke(new Lease(grant, role, now));
      tell(new AuditEntry.Leftover(now, grant, target.name(), true, proof.readBack()));
      return true;
    } catch (ConnectorException e) {
      LOG.warn("{} left something on {}: {}", grant, target.name(), Plain.words(e));
      tell(new AuditEntry.Leftover(now, grant, target.name(), false, Plain.words(e)));
      return false;
    }
  }

  private void tell(AuditEntry entry) {
    store.commit(Change.telling(entry.at(), entry));
  }
}
