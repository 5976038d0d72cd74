package dev.hoist.postgres.connector;

import dev.hoist.postgres.privilege.Identifier;
import dev.hoist.spi.TargetAccount;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** Opens connections to a target with hoist's own account. */
final class Dialer {
  private final TargetAccount account;
  private final ServerAddress address;
  private final AccountOptions options;

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
    return open(options.database(), limits, System.nanoTime() + limits.whole().toNanos());
  }

  Server open(Identifier database, Limits limits, long deadline) throws SQLException {
    PGSimpleDataSource source = source(database, limits);
    var connection = source.getConnection(account.user(), account.password().reveal());
    try {
      return new Server(connection, limits, deadline);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private PGSimpleDataSource source(Identifier database, Limits limits) throws SQLException {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {address.host()});
    source.setPortNumbers(new int[] {address.port()});
    source.setDatabaseName(database.value());
    source.setApplicationName("hoist");
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
