package dev.hoist.control.identity;

import dev.hoist.control.audit.AuditTrail;
import dev.hoist.control.elevation.Subjects;
import dev.hoist.kernel.time.TimeSource;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything about local users, on one store. */
public record Identity(
    Users users, LoginDesk logins, PasswordDesk passwords, FirstAdmin firstAdmin) {
  /** How long a login lasts when nothing else is configured. */
  public static final Duration LOGIN_LIFE = Duration.ofHours(12);

  /** How long a log-in takes while very many fail. */
  private static final Duration CROWDED = Duration.ofSeconds(2);

  /** Who exists, for those who only ask. */
  public static Subjects subjects(JdbcClient sql) {
    return new LocalSubjects(new UserStore(sql));
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @param loginLife how long a login lasts
   */
  public static Identity on(
      JdbcClient sql,
      PlatformTransactionManager manager,
      AuditTrail audit,
      TimeSource time,
      Duration loginLife) {
    var transactions = new TransactionTemplate(manager);
    var passwords = new Passwords(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    return new Identity(
        new Users(sql, transactions, audit, passwords, time),
        new LoginDesk(sql, transactions, audit, passwords, time, loginLife, () -> pause(CROWDED)),
        new PasswordDesk(new UserStore(sql), transactions, audit, passwords, time),
        new FirstAdmin(sql, transactions, audit, passwords, time));
  }
}
