package dev.hoist.control.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The connection to PostgreSQL, and transactions on it. */
public final class Database {
  private final JdbcClient jdbc;
  private final PlatformTransactionManager manager;
  private final TransactionTemplate transactions;

  /** Uses a data source as it is; {@link #migrate} has been called on it. */
  public Database(DataSource source) {
    jdbc = JdbcClient.create(source);
    manager = new JdbcTransactionManager(source);
    transactions = new TransactionTemplate(manager);
  }

  /**
   * A small pool.
   *
   * @param connections how many at most; each piece of work holds one for a transaction only
   */
  public static HikariDataSource pool(DataSource source, int connections) {
    var config = new HikariConfig();
    config.setPoolName("store");
    config.setDataSource(source);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    return new HikariDataSource(config);
  }

  /** Brings the tables up to date. */
  public static void migrate(DataSource source) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration")
        .cleanDisabled(true)
        .load()
        .migrate();
  }

  public JdbcClient jdbc() {
    return jdbc;
  }

  public PlatformTransactionManager manager() {
    return manager;
  }

  /** Runs work in the transaction that is open on this thread, or in one of its own. */
  public <T> T transaction(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(status -> work.get()));
  }

  /** Runs work in a transaction, of which nothing stays when it says false. */
  boolean attempt(BooleanSupplier work) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              boolean well = work.getAsBoolean();
              if (!well) {
                status.setRollbackOnly();
              }
              return well;
            }));
  }

  /** A time as the driver takes it; PostgreSQL keeps microseconds. */
  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** The same, rounded up: a deadline that is looked up is never found before it is due. */
  static OffsetDateTime noEarlier(Instant instant) {
    Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
    return time(micros.equals(instant) ? instant : micros.plus(1, ChronoUnit.MICROS));
  }

  static Optional<Instant> instant(Optional<Timestamp> stamp) {
    return stamp.map(Timestamp::toInstant);
  }
}
