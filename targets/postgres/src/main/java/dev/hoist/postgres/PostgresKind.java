package dev.hoist.postgres;

import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.postgres.connector.PostgresConnector;
import dev.hoist.postgres.connector.ServerAddress;
import dev.hoist.postgres.privilege.PolicyRole;
import dev.hoist.postgres.protocol.PostgresProtocol;
import dev.hoist.spi.Connector;
import dev.hoist.spi.Protocol;
import dev.hoist.spi.TargetAccount;
import dev.hoist.spi.TargetKind;
import java.util.List;

/** PostgreSQL 16 and later. */
public final class PostgresKind implements TargetKind {
  private final Protocol protocol = new PostgresProtocol();

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public List<String> problems(TargetDefinition target) {
    try {
      ServerAddress.parse(target.address());
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<PrivilegeProblem> problems(RoleDefinition role) {
    return PolicyRole.read(role).problems();
  }

  @Override
  public Connector connector(TargetAccount account) {
    return new PostgresConnector(account);
  }

  @Override
  public Protocol protocol() {
    return protocol;
  }
}
