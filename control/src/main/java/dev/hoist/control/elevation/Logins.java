package dev.hoist.control.elevation;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.spi.ConnectorException;
import dev.hoist.spi.Lease;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logins of active grants. They live in memory only; after a restart the connector gives a
 * fresh one when the next session asks for it.
 */
public final class Logins {
  private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

  private final Store store;
  private final Connectors connectors;
  private final Turns turns;
  private final TimeSource time;
  private final Map<GrantId, Login> known = new ConcurrentHashMap<>();

  /** What an earlier life announced, and died before it knew. */
  private final List<GrantId> abandoned;

  /** Outcomes that the store did not take yet. */
  private final Queue<AuditEntry.EffectOutcome> untold = new ConcurrentLinkedQueue<>();

  Logins(Store store, Connectors connectors, Turns turns, TimeSource time) {
    this.store = store;
    this.connectors = connectors;
    this.turns = turns;
    this.time = time;
    abandoned = store.untoldRenewals();
  }

  /** Every intent gets one outcome (S21), also that of a life that is over. Call it once. */
  void closeAbandoned() {
    abandoned.forEach(grant -> tell(grant, false, "the server stopped before it was known"));
  }

  /** Tells what could not be told; call it now and then. */
  void tellUntold() {
    for (int left = untold.size(); left > 0; left--) {
      Optional.ofNullable(untold.poll()).ifPresent(this::tell);
    }
  }

  /** The login of an active grant; empty when the target cannot be prepared now. May block. */
  public Optional<Login> of(GrantId grant) {
    Login login = known.get(grant);
    return login != null ? Optional.of(login) : turns.take(grant, () -> inTurn(grant));
  }

  void put(GrantId grant, Login login) {
    known.put(grant, login);
  }

  void forget(GrantId grant) {
    known.remove(grant);
  }

  private Optional<Login> inTurn(GrantId grant) {
    Login login = known.get(grant);
    if (login != null) {
      return Optional.of(login);
    }
    // Looked at only now: a revocation that was first has had its turn, and no login comes after
    // it.
    return store
        .find(grant.request())
        .map(Stored::elevation)
        .filter(Elevation.Active.class::isInstance)
        .map(Elevation.Active.class::cast)
        .filter(active -> !active.grant().expiredAt(time.now()))
        .flatMap(this::provision);
  }

  private Optional<Login> provision(Elevation.Active active) {
    var request = active.request();
    var now = time.now();
    store.commit(
        Change.telling(
            now,
            new AuditEntry.Intent(
                now, active.grant().id(), "renew_login", request.target(), request.role())));
    try {
      Login login = connectors.of(request.target()).provision(lease(active));
      tell(active.grant().id(), true, "fresh login after a restart");
      known.put(active.grant().id(), login);
      return Optional.of(login);
    } catch (ConnectorException e) {
      LOG.warn("{} on {}: {}", active.grant().id(), request.target().name(), Plain.words(e));
      tell(active.grant().id(), false, Plain.words(e));
      return Optional.empty();
    } catch (RuntimeException e) {
      tell(active.grant().id(), false, "the server failed: " + e);
      throw e;
    }
  }

  private void tell(GrantId grant, boolean ok, String words) {
    tell(new AuditEntry.EffectOutcome(time.now(), grant, "renew_login", ok, words));
  }

  private void tell(AuditEntry.EffectOutcome outcome) {
    try {
      store.commit(Change.telling(time.now(), outcome));
    } catch (RuntimeException e) {
      LOG.warn("what came of a fresh login for {} will be told later", outcome.grant(), e);
      untold.add(outcome);
    }
  }

  static Lease lease(Elevation.Granted granted) {
    return new Lease(
        granted.grant().id(), granted.request().role().definition(), granted.grant().until());
  }
}
