package dev.hoist.control.identity;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Where people log in, and where tokens are looked at. */
public final class LoginDesk {
  private static final int MOST_TOKENS = 50;
  private static final int LONGEST_NAME_IN_AUDIT = 100;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int KEYS = 10_000;

  private final UserStore store;
  private final TransactionTemplate transactions;
  private final AuditTrail audit;
  private final Passwords passwords;
  private final TimeSource time;
  private final Duration life;

  private static final String ANYWHERE = "";

  // Someone at one place tries one name; one place tries many: they are stopped.
  private final Throttle pairs = new Throttle(5, WINDOW, KEYS);
  private final Throttle sources = new Throttle(40, WINDOW, KEYS);
  // Many places try one name, or many: everybody is slowed down, since stopping them would let
  // anybody keep anybody out.
  private final Throttle names = new Throttle(100, WINDOW, KEYS);
  private final Throttle all = new Throttle(1_000, WINDOW, 1);
  private final Runnable slowly;

  /**
   * @param life how long a login lasts
   * @param slowly waits as long as an attempt takes while many fail
   */
  public LoginDesk(
      JdbcClient sql,
      TransactionTemplate transactions,
      AuditTrail audit,
      Passwords passwords,
      TimeSource time,
      Duration life,
      Runnable slowly) {
    this.store = new UserStore(sql);
    this.transactions = transactions;
    this.audit = audit;
    this.passwords = passwords;
    this.time = time;
    this.life = life;
    this.slowly = slowly;
  }

  /**
   * @param source the address that the attempt comes from
   * @throws Passwords.BusyException when too many others wait
   */
  public LoginAnswer login(String name, Secret password, String source) {
    Instant now = now();
    Optional<LoginAnswer> tooMany = tooMany(name, source, now);
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    if (crowded(name, source, now)) {
      slowly.run();
    }
    Optional<User> user = UserName.problem(name).isEmpty() ? store.named(name) : Optional.empty();
    Optional<String> hash =
        user.filter(User::enabled).flatMap(u -> store.passwordHash(u.subject().id()));
    if (!passwords.matches(password, hash)) {
      tell(name, user, false, source, now);
      return new LoginAnswer.Refused();
    }
    forgive(name, source);
    return admit(user.orElseThrow(), hash.orElseThrow(), source);
  }

  private Optional<LoginAnswer> tooMany(String name, String source, Instant now) {
    Throttle.Verdict[] verdicts = {
      sources.take(Origin.of(source), now),
      pairs.take(Origin.of(source) + " " + shortened(name), now)
    };
    boolean stop = false;
    for (Throttle.Verdict verdict : verdicts) {
      if (verdict == Throttle.Verdict.STOP) {
        tell(name, Optional.empty(), false, source, now); // told once a window, not once each
      }
      stop |= verdict != Throttle.Verdict.GO;
    }
    return stop
        ? Optional.of(
            new LoginAnswer.TooMany(
                "too many failed logins; try again in "
                    + WINDOW.toMinutes()
                    + " minutes, or ask an administrator"))
        : Optional.empty();
  }

  private boolean crowded(String name, String source, Instant now) {
    boolean crowded = false;
    for (Throttle.Verdict verdict :
        List.of(names.take(shortened(name), now), all.take(ANYWHERE, now))) {
      if (verdict == Throttle.Verdict.STOP) {
        tell(name, Optional.empty(), false, source, now); // told once a window, not once each
      }
      crowded |= verdict != Throttle.Verdict.GO;
    }
    return crowded;
  }

  private void forgive(String name, String source) {
    sources.giveBack(Origin.of(source));
    pairs.giveBack(Origin.of(source) + " " + shortened(name));
    names.giveBack(shortened(name));
    all.giveBack(ANYWHERE);
  }

  /** Checks again: a password may have been changed while it was compared, which takes long. */
  private LoginAnswer admit(User user, String hash, String source) {
    return transactions.execute(
        tx -> {
          boolean still = store.holdsPassword(user.subject().id(), hash);
          LoginAnswer answer = still ? token(user) : new LoginAnswer.Refused();
          tell(user.subject().name(), Optional.of(user), still, source, now());
          return answer;
        });
  }

  /** Makes a token; part of the caller's transaction. */
  private LoginAnswer.LoggedIn token(User user) {
    Instant now = now();
    SubjectId id = user.subject().id();
    Secret token = Tokens.token();
    store.insertToken(Tokens.hash(token), id, now, now.plus(life));
    store.pruneTokens(id, MOST_TOKENS, now);
    return new LoginAnswer.LoggedIn(token, now.plus(life), user);
  }

  /** Whose token this is; empty when it is unknown, over or revoked, or they are disabled. */
  public Optional<Bearer> bearer(Secret token) {
    return Tokens.looksLikeToken(token)
        ? store.bearer(Tokens.hash(token), now())
        : Optional.empty();
  }

  /** Ends one login. */
  public void logout(Secret token, Subject who, String source) {
    transactions.executeWithoutResult(
        tx -> {
          store.deleteToken(Tokens.hash(token));
          audit.append(
              new AuditEntry.Administered(
                  now(), Optional.of(who), "logout", who.name(), Map.of("from", source)));
        });
  }

  private void tell(String name, Optional<User> user, boolean ok, String source, Instant now) {
    Optional<SubjectId> who = user.map(u -> u.subject().id());
    audit.append(new AuditEntry.LoggedIn(now, shortened(name), who, ok, source));
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME_IN_AUDIT ? name : name.substring(0, LONGEST_NAME_IN_AUDIT);
  }

  private Instant now() {
    return time.now().truncatedTo(ChronoUnit.MICROS);
  }
}
