package dev.hoist.postgres.connector;

import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Login;
import dev.hoist.postgres.privilege.PolicyRole;
import dev.hoist.spi.Connector;
import dev.hoist.spi.ConnectorException;
import dev.hoist.spi.ConnectorException.Kind;
import dev.hoist.spi.Lease;
import dev.hoist.spi.TargetAccount;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Roles on one PostgreSQL server. Opens a connection for each call; keeps none. */
public final class PostgresConnector implements Connector {
  private static final int PASSWORD_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TargetAccount account;

  public PostgresConnector(TargetAccount account) {
    this.account = account;
  }

  @Override
  public Login provision(Lease lease) throws ConnectorException {
    GrantRole role = role(lease);
    PolicyRole policy = readable(lease);
    Secret password = password();
    return call(
        "preparing " + role.name(),
        dialer -> dialer.open(Limits.PROVISION),
        (server, dialer) -> {
          new Provisioning(server).make(role, policy, lease.until(), password);
          return new Login(role.name(), password);
        });
  }

  @Override
  public void extend(Lease lease) throws ConnectorException {
    GrantRole role = role(lease);
    call(
        "extending " + role.name(),
        dialer -> dialer.open(Limits.PROVISION),
        (server, dialer) -> {
          new Provisioning(server).extend(role, lease.until());
          return role;
        });
  }

  @Override
  public Proof revoke(Lease lease) throws ConnectorException {
    GrantRole role = role(lease);
    return call(
        "removing " + role.name(),
        dialer -> dialer.openAnywhere(Limits.REVOKE),
        (server, dialer) -> new Proof(new Revocation(dialer, server, role).take()));
  }

  @Override
  public Set<GrantId> present() throws ConnectorException {
    return call(
        "listing roles",
        dialer -> dialer.openAnywhere(Limits.READ),
        (server, dialer) ->
            server
                .list("SELECT rolname::text FROM pg_roles WHERE starts_with(rolname, 'hoist_g')")
                .stream()
                .map(GrantRole::parse)
                .flatMap(Optional::stream)
                .filter(role -> role.installation().equals(account.installation()))
                .map(GrantRole::grant)
                .collect(Collectors.toUnmodifiableSet()));
  }

  private GrantRole role(Lease lease) {
    return new GrantRole(lease.grant(), account.installation());
  }

  private static PolicyRole readable(Lease lease) throws ConnectorException {
    PolicyRole.Reading reading = PolicyRole.read(lease.role());
    if (!reading.problems().isEmpty()) {
      throw new ConnectorException(
          Kind.REFUSED,
          reading.problems().stream()
              .map(problem -> problem.key() + " " + problem.message())
              .collect(Collectors.joining("; ", "role " + lease.role().name() + ": ", "")));
    }
    return reading.role();
  }

  private static Secret password() {
    byte[] random = new byte[PASSWORD_BYTES];
    RANDOM.nextBytes(random);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  private <T> T call(String what, Way way, Use<T> use) throws ConnectorException {
    Dialer dialer = dialer();
    try (Server server = way.in(dialer)) {
      return use.of(server, dialer);
    } catch (SQLException e) {
      throw Failures.of(dialer.where() + ", " + what, e);
    }
  }

  private Dialer dialer() throws ConnectorException {
    try {
      return new Dialer(account);
    } catch (IllegalArgumentException e) {
      throw new ConnectorException(
          Kind.REFUSED,
          "the connection of " + account.target().name() + " is not usable: " + e.getMessage(),
          e);
    }
  }

  private interface Way {
    Server in(Dialer dialer) throws SQLException;
  }

  private interface Use<T> {
    T of(Server server, Dialer dialer) throws SQLException;
  }
}
