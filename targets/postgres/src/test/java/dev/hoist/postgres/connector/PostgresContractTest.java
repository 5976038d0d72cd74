package dev.hoist.postgres.connector;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.spi.Connector;
import dev.hoist.spi.ConnectorContract;
import dev.hoist.spi.Lease;
import dev.hoist.spi.TargetAccount;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresContractTest extends ConnectorContract {
  private Orders orders;

  @BeforeAll
  void seed() throws SQLException {
    orders = new Orders();
  }

  @Override
  protected Connector connector() {
    return orders.connector();
  }

  @Override
  protected Connector ofAnotherInstallation() {
    return new PostgresConnector(orders.account("ff00", Orders.PASSWORD, Map.of()));
  }

  @Override
  protected Connector ofNobody() {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new PostgresConnector(
          new TargetAccount(
              Orders.target("127.0.0.1:" + free.getLocalPort()),
              "ab12",
              "hoist",
              Orders.PASSWORD,
              Map.of("database", "orders", "tls", "off")));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  protected Connector withWrongPassword() {
    return new PostgresConnector(orders.account("ab12", Secret.of("wrong"), Map.of()));
  }

  @Override
  protected RoleDefinition role() {
    return Orders.role("SELECT, UPDATE ON ALL TABLES IN SCHEMA public");
  }

  @Override
  protected RoleDefinition roleOnSomethingMissing() {
    return Orders.role("SELECT ON orders", "SELECT ON nowhere");
  }

  @Override
  protected boolean letsIn(Login login) {
    try (Connection connection = orders.as(login)) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  protected Optional<Instant> deadMansExpiry(Login login) {
    try (var connection = orders.superuser();
        var query =
            connection.prepareStatement("SELECT rolvaliduntil FROM pg_roles WHERE rolname = ?")) {
      query.setString(1, login.user());
      try (var result = query.executeQuery()) {
        result.next();
        return Optional.ofNullable(result.getObject(1, OffsetDateTime.class))
            .map(OffsetDateTime::toInstant);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected void provisionHalf(Lease lease) {
    try (var account = orders.connectorConnection()) {
      var role = new GrantRole(lease.grant(), "ab12");
      Orders.run(account, "CREATE ROLE " + role.name());
      Orders.run(account, "COMMENT ON ROLE " + role.name() + " IS '" + role.comment() + "'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Callable<Boolean> openSession(Login login) {
    try {
      Connection connection = orders.as(login);
      connection.setAutoCommit(false);
      Orders.ask(connection, "SELECT 1 FROM orders FOR UPDATE");
      return () -> connection.isValid(5);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
