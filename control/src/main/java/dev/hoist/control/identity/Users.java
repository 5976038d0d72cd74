package dev.hoist.control.identity;

import dev.hoist.control.Page;
import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.time.TimeSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The local users. */
public final class Users {
  private final UserStore store;
  private final TransactionTemplate transactions;
  private final AuditTrail audit;
  private final Passwords passwords;
  private final TimeSource time;

  public Users(
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

  /** What became of a new user. */
  public sealed interface Added {
    record Done(User user) implements Added {}

    /** The name is or was somebody's. */
    record Taken() implements Added {}

    record Invalid(List<String> problems) implements Added {}
  }

  /** What became of a wish to disable someone. */
  public sealed interface Disabled {
    /** They are disabled; {@code changed} is false when they were before. */
    record Done(User user, boolean changed) implements Disabled {}

    record Unknown() implements Disabled {}

    /** Without them there would be no administrator left. */
    record LastAdmin() implements Disabled {}
  }

  public Added add(NewAccount wish, Subject by) {
    List<String> problems = wish.problems();
    if (!problems.isEmpty()) {
      return new Added.Invalid(problems);
    }
    String hash = passwords.hash(wish.password());
    User user = fresh(wish, now(), Optional.of(by.id()));
    boolean free =
        transactions.execute(
            tx -> {
              boolean inserted = store.insert(user, hash);
              if (inserted) {
                audit.append(added(user, Optional.of(by), "user.add"));
              }
              return inserted;
            });
    return free ? new Added.Done(user) : new Added.Taken();
  }

  /**
   * @param by who makes it and knows its first password; empty when it is the owner
   */
  static User fresh(NewAccount wish, Instant now, Optional<SubjectId> by) {
    var id = new SubjectId(UUID.randomUUID());
    var subject = new Subject(id, id, wish.name(), Subject.Kind.PERSON);
    return new User(subject, wish.admin(), wish.groups(), now, by, by, Optional.empty());
  }

  static AuditEntry added(User user, Optional<Subject> by, String act) {
    return new AuditEntry.Administered(
        user.createdAt(),
        by,
        act,
        user.subject().name(),
        Map.of(
            "id", user.subject().id().toString(),
            "admin", Boolean.toString(user.admin()),
            "groups", String.join(",", user.groups().stream().sorted().toList())));
  }

  /**
   * Disables someone and ends their logins. The caller tells the engine, which ends what they hold.
   */
  public Disabled disable(String name, Subject by) {
    return transactions.execute(
        tx -> {
          int admins = store.lockAdmins();
          Optional<User> found = store.named(name);
          if (found.isEmpty()) {
            return new Disabled.Unknown();
          }
          User user = found.get();
          if (user.enabled() && user.admin() && admins == 1) {
            return new Disabled.LastAdmin();
          }
          return disable(user, by);
        });
  }

  private Disabled disable(User user, Subject by) {
    Instant now = now();
    SubjectId id = user.subject().id();
    boolean changed = store.disable(id, now);
    store.deleteTokensOf(id);
    if (changed) {
      audit.append(
          new AuditEntry.Administered(
              now,
              Optional.of(by),
              "user.disable",
              user.subject().name(),
              Map.of("id", id.toString())));
    }
    return new Disabled.Done(store.find(id).orElseThrow(), changed);
  }

  /**
   * By name.
   *
   * @param after only names after this one: the cursor; empty from the start
   */
  public Page<User> list(String after, int limit) {
    return Page.of(store.list(after, limit + 1), limit);
  }

  /** Every name, for hints about a mistyped one; of very many only the first thousand. */
  public List<String> names() {
    return store.names();
  }

  public Optional<User> user(String name) {
    return store.named(name);
  }

  public Optional<User> find(SubjectId id) {
    return store.find(id);
  }

  /** As the store keeps it. */
  private Instant now() {
    return time.now().truncatedTo(ChronoUnit.MICROS);
  }
}
