package dev.hoist.control.identity;

import dev.hoist.control.audit.AuditTrail;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.time.TimeSource;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The first administrator, made once, by whoever can read what the server printed. */
public final class FirstAdmin {
  private final UserStore store;
  private final TransactionTemplate transactions;
  private final AuditTrail audit;
  private final Passwords passwords;
  private final TimeSource time;
  private final Throttle sources = new Throttle(20, Duration.ofMinutes(5), 10_000);

  public FirstAdmin(
      JdbcClient sql,
      TransactionTemplate transactions,
      AuditTrail audit,
      Passwords passwords,
      TimeSource time) {
    this.store = new UserStore(sql);
    this.transactions = transactions;
    this.audit = audit;
    this.passwords = passwords;
    this.time = time;
  }

  /** What became of it. */
  public sealed interface Made {
    record Done(User user) implements Made {}

    /** Wrong code, or there is somebody already; which of them is not told. */
    record Refused() implements Made {}

    record TooMany() implements Made {}

    record Invalid(List<String> problems) implements Made {}
  }

  /**
   * A fresh code while there is no user at all; what was given out before is void, because only the
   * newest is on somebody's screen.
   */
  public Optional<Secret> code() {
    return transactions.execute(
        tx -> {
          store.lockUsers();
          if (!store.nobody()) {
            store.deleteCode();
            return Optional.<Secret>empty();
          }
          Secret code = Tokens.code();
          store.replaceCode(Tokens.hashOfCode(code), now());
          return Optional.of(code);
        });
  }

  /** Uses the code up. */
  public Made make(Secret code, String name, Secret password, String source) {
    if (sources.take(Origin.of(source), now()) != Throttle.Verdict.GO) {
      return new Made.TooMany();
    }
    if (!good(code)) {
      return new Made.Refused();
    }
    var wish = new NewAccount(name, password, true, Set.of());
    List<String> problems = wish.problems();
    if (!problems.isEmpty()) {
      return new Made.Invalid(problems);
    }
    String hash = passwords.hash(password);
    return transactions.execute(tx -> make(code, wish, hash));
  }

  private Made make(Secret code, NewAccount wish, String hash) {
    store.lockUsers();
    if (!good(code) || !store.nobody()) {
      return new Made.Refused(); // someone was quicker
    }
    User user = Users.fresh(wish, now(), Optional.empty());
    store.insert(user, hash);
    store.deleteCode();
    audit.append(Users.added(user, Optional.empty(), "bootstrap"));
    return new Made.Done(user);
  }

  private boolean good(Secret code) {
    byte[] typed = Tokens.hashOfCode(code);
    return store.code().filter(kept -> MessageDigest.isEqual(kept, typed)).isPresent();
  }

  private Instant now() {
    return time.now().truncatedTo(ChronoUnit.MICROS);
  }
}
