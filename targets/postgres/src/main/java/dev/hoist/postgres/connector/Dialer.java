package dev.hoist.postgres.connector;

import dev.hoist.postgres.privilege.Identifier;
import dev.hoist.spi.TargetAccount;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** Opens connections to a target with hoist's own account. */
final class Dialer {
  /** Every server has these, and a database's owner has no say over them. */
  private static final List<Identifier> MAINTENANCE =
      List.of(new Identifier("postgres"), new Identifier("template1"));

  private static final int HAS_TRANSACTION_TIMEOUT = 17;
  private static final String TRANSACTION_TIMEOUT = "25P04";

  private final TargetAccount account;
  private final ServerAddress address;
  private final AccountOptions options;
  private boolean hasTransactionTimeout;

  Dialer(TargetAccount account) {
    this.account = account;
    this.address = ServerAddress.parse(account.target().address());
    this.options = AccountOptions.of(account.options());
  }

  AccountOptions options() {
    return options;
  }

  String user() {
    return account.user();
  }

  /** For messages: the target's name and where it is. */
  String where() {
    return account.target().name() + " (" + address + ")";
  }

  Server open(Limits limits) throws SQLException {
    return open(options.database(), limits, deadline(limits));
  }

  /**
   * A connection to the target's database or, where it does not let us in, to another of the same
   * server: roles, log-ins and sessions are the whole server's.
   */
  Server openAnywhere(Limits limits) throws SQLException {
    long deadline = deadline(limits);
    try {
      return open(options.database(), limits, deadline);
    } catch (SQLException shut) {
      if (!Failures.isOfDatabase(shut)) {
        throw shut;
      }
      var said = new StringBuilder(Failures.words(shut));
      for (Identifier other : MAINTENANCE) {
        try {
          return open(other, limits, deadline);
        } catch (SQLException e) {
          said.append("; nor is there a way in by ").append(other).append(": ");
          said.append(Failures.words(e));
        }
      }
      throw new SQLException(said.toString(), shut.getSQLState(), shut);
    }
  }

  Server open(Identifier database, Limits limits, long deadline) throws SQLException {
    boolean saidOtherwise = hasTransactionTimeout;
    try {
      return dial(database, limits, deadline);
    } catch (SQLException e) {
      if (saidOtherwise || !TRANSACTION_TIMEOUT.equals(e.getSQLState())) {
        throw e;
      }
      // Set for the database, and over before we could say otherwise, at the log-in or after it.
      hasTransactionTimeout = true;
      return dial(database, limits, deadline);
    }
  }

  private Server dial(Identifier database, Limits limits, long deadline) throws SQLException {
    Connection connection = connect(database, limits);
    try {
      hasTransactionTimeout =
          connection.getMetaData().getDatabaseMajorVersion() >= HAS_TRANSACTION_TIMEOUT;
      try (Statement statement = connection.createStatement()) {
        statement.execute(new SessionSettings(limits, hasTransactionTimeout).query());
      }
      return new Server(connection, deadline);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private Connection connect(Identifier database, Limits limits) throws SQLException {
    try {
      return source(database, limits).getConnection(account.user(), account.password().reveal());
    } catch (SQLException e) {
      String advice = Failures.waysIn(e, database, user());
      if (advice.isEmpty()) {
        throw e;
      }
      throw new SQLException(Failures.words(e) + "; " + advice, e.getSQLState(), e);
    }
  }

  private static long deadline(Limits limits) {
    return System.nanoTime() + limits.whole().toNanos();
  }

  private PGSimpleDataSource source(Identifier database, Limits limits) throws SQLException {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {address.host()});
    source.setPortNumbers(new int[] {address.port()});
    source.setDatabaseName(database.value());
    source.setApplicationName("hoist");
    source.setOptions(new SessionSettings(limits, hasTransactionTimeout).options());
    source.setConnectTimeout(seconds(Limits.CONNECT));
    source.setLoginTimeout(2 * seconds(Limits.CONNECT));
    source.setSslResponseTimeout((int) Limits.CONNECT.toMillis());
    // The server's own timeout comes first and leaves a usable connection.
    source.setSocketTimeout(seconds(limits.statement()) + seconds(Limits.CONNECT));
    source.setGssEncMode("disable");
    // A server, or who plays one, that asks for the password itself does not get it.
    source.setProperty(PGProperty.REQUIRE_AUTH, "scram-sha-256");
    source.setLogServerErrorDetail(false);
    secure(source);
    return source;
  }

  private void secure(PGSimpleDataSource source) {
    if (!options.tls()) {
      source.setSslMode("disable");
      source.setChannelBinding("disable");
      return;
    }
    source.setSslMode("verify-full");
    source.setChannelBinding("require");
    options
        .ca()
        .ifPresentOrElse(
            source::setSslRootCert,
            () -> source.setSslfactory(DefaultJavaSSLFactory.class.getName()));
  }

  private static int seconds(Duration duration) {
    return Math.toIntExact(duration.toSeconds());
  }
}
