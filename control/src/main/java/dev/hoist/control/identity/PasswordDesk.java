package dev.hoist.control.identity;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where passwords change. One that its owner set makes the account theirs; one that an
 * administrator gave makes it held again, until its owner sets another (S10).
 */
public final class PasswordDesk {
  private final UserStore store;
  private final TransactionTemplate transactions;
  private final AuditTrail audit;
  private final Passwords passwords;
  private final TimeSource time;
  private final Throttle guesses = new Throttle(5, Duration.ofMinutes(5), 10_000);

  PasswordDesk(
      UserStore store,
      TransactionTemplate transactions,
      AuditTrail audit,
      Passwords passwords,
      TimeSource time) {
    this.store = store;
    this.transactions = transactions;
    this.audit = audit;
    this.passwords = passwords;
    this.time = time;
  }

  /** What became of a change. */
  public sealed interface Changed {
    record Done(User user) implements Changed {}

    record Unknown() implements Changed {}

    /** The password that is to be replaced is not this one. */
    record Wrong() implements Changed {}

    record TooMany() implements Changed {}

    record Invalid(List<String> problems) implements Changed {}
  }

  /**
   * Someone's own change: ends their other logins.
   *
   * @param login the token that they came with, which stays good
   * @param source the address that it comes from
   */
  public Changed change(Subject owner, Secret current, Secret fresh, Secret login, String source) {
    if (guesses.take(owner.id().toString(), time.now()) != Throttle.Verdict.GO) {
      return new Changed.TooMany();
    }
    Optional<String> before = store.passwordHash(owner.id());
    if (!passwords.matches(current, before)) {
      tell(owner, owner, "user.password.refused", source);
      return new Changed.Wrong();
    }
    guesses.giveBack(owner.id().toString());
    Optional<String> problem =
        fresh.equals(current)
            ? Optional.of("the new password is the old one, which others may know")
            : Passwords.problem(fresh);
    if (problem.isPresent()) {
      return new Changed.Invalid(List.of(problem.get()));
    }
    String hash = passwords.hash(fresh);
    return transactions.execute(tx -> own(owner, before.orElseThrow(), hash, login, source));
  }

  private Changed own(Subject owner, String before, String hash, Secret login, String source) {
    if (!store.ownPassword(owner.id(), before, hash)) {
      return new Changed.Wrong(); // an administrator gave another in between
    }
    store.deleteOtherTokensOf(owner.id(), Tokens.hash(login));
    tell(owner, owner, "user.password", source);
    return new Changed.Done(store.find(owner.id()).orElseThrow());
  }

  /** An administrator gives somebody else a password: the account is held, its logins end. */
  public Changed give(String name, Secret fresh, Subject by, String source) {
    Optional<User> user = store.named(name);
    if (user.isEmpty()) {
      return new Changed.Unknown();
    }
    Subject owner = user.get().subject();
    Optional<String> problem =
        owner.id().equals(by.id())
            ? Optional.of("this is your own account; change your password with: hoist user passwd")
            : Passwords.problem(fresh);
    if (problem.isPresent()) {
      return new Changed.Invalid(List.of(problem.get()));
    }
    String hash = passwords.hash(fresh);
    return transactions.execute(tx -> give(owner, hash, by, source));
  }

  private Changed give(Subject owner, String hash, Subject by, String source) {
    store.givePassword(owner.id(), hash, by.id());
    store.deleteTokensOf(owner.id());
    tell(by, owner, "user.password.given", source);
    return new Changed.Done(store.find(owner.id()).orElseThrow());
  }

  private void tell(Subject by, Subject owner, String act, String source) {
    SubjectId id = owner.id();
    Instant now = time.now();
    audit.append(
        new AuditEntry.Administered(
            now, Optional.of(by), act, owner.name(), Map.of("id", id.toString(), "from", source)));
  }
}
