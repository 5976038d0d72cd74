package dev.hoist.control.access;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.elevation.Logins;
import dev.hoist.control.elevation.Plain;
import dev.hoist.control.elevation.Profile;
import dev.hoist.control.elevation.Subjects;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.session.Access;
import dev.hoist.kernel.session.AccessDesk;
import dev.hoist.kernel.session.Hello;
import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.SessionJournal;
import dev.hoist.kernel.time.TimeSource;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the gateway asks and reports: tokens, logins, the register of sessions. */
public final class Desk implements AccessDesk, SessionJournal {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final SessionStore store;
  private final Subjects subjects;
  private final Logins logins;
  private final TimeSource time;
  private final String node;
  private final Runnable wrote;
  private final RefusalMeter refusals = new RefusalMeter();

  /**
   * @param node names this server; sessions it leaves open are closed when it starts again
   * @param wrote called after each audit entry
   */
  public Desk(
      SessionStore store,
      Subjects subjects,
      Logins logins,
      TimeSource time,
      String node,
      Runnable wrote) {
    this.store = store;
    this.subjects = subjects;
    this.logins = logins;
    this.time = time;
    this.node = node;
    this.wrote = wrote;
  }

  @Override
  public Optional<Access> redeem(Secret token, Instant now) {
    return store.redeem(Tokens.hash(token), now).map(this::access);
  }

  private Access access(SessionStore.Redeemed redeemed) {
    Optional<Profile> profile = subjects.find(redeemed.subject());
    Elevation elevation = redeemed.stored().elevation();
    // A token whose owner is gone stands for nobody who may act.
    Subject subject = profile.map(Profile::subject).orElse(elevation.request().requester());
    boolean enabled = profile.filter(Profile::enabled).isPresent();
    return new Access(elevation, subject, enabled, redeemed.bindingCurrent());
  }

  @Override
  public Optional<Login> login(Access access) {
    return logins.of(access.elevation().id().grant());
  }

  @Override
  public SessionId begin(Access access, Hello hello, Instant now) {
    var request = access.elevation().request();
    var beginning =
        new SessionStore.Beginning(
            access.elevation().id().grant(),
            access.subject(),
            request.target().name(),
            request.role().name(),
            Plain.text(hello.client()),
            String.valueOf(hello.from()),
            node,
            now);
    SessionId id =
        store
            .begin(beginning)
            .orElseThrow(
                () -> new IllegalStateException(beginning.grant() + " ended while it was used"));
    wrote.run();
    return id;
  }

  /** Turning away works also when it cannot be written down, so a failure here is only logged. */
  @Override
  public void refused(Hello hello, String why, Instant now) {
    try {
      refusals.count(hello, why, now).forEach(store::tell);
      wrote.run();
    } catch (RuntimeException e) {
      LOG.warn("a refusal could not be written down: {}", why, e);
    }
  }

  @Override
  public void ended(SessionEnd end) {
    if (store.end(end, time.now())) {
      wrote.run();
    }
  }

  /** Writes down what was only counted so far; call it now and then. */
  public void tellRefusals() {
    for (AuditEntry entry : refusals.flush(time.now())) {
      store.tell(entry);
    }
  }
}
