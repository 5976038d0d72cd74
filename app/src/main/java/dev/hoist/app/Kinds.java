package dev.hoist.app;

import dev.hoist.control.elevation.Connectors;
import dev.hoist.kernel.target.Target;
import dev.hoist.postgres.PostgresKind;
import dev.hoist.spi.Connector;
import dev.hoist.spi.ConnectorException;
import dev.hoist.spi.TargetKind;
import java.util.List;
import java.util.Optional;

/** Every kind of target that this build knows. A new kind is one line here. */
final class Kinds {
  static final List<TargetKind> ALL = List.of(new PostgresKind());

  private Kinds() {}

  static Optional<TargetKind> named(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  /** Connectors by the accounts of {@code connections.yaml}. */
  static Connectors connectors(Connections connections) {
    return target -> connector(connections, target);
  }

  private static Connector connector(Connections connections, Target target)
      throws ConnectorException {
    TargetKind kind =
        named(target.kind())
            .orElseThrow(() -> refused("this build knows no targets of kind " + target.kind()));
    try {
      return kind.connector(
          connections
              .account(target.definition())
              .orElseThrow(() -> refused(connections.lacking(target.name()))));
    } catch (Connections.ConnectionsException e) {
      throw new ConnectorException(ConnectorException.Kind.REFUSED, StartException.words(e), e);
    }
  }

  private static ConnectorException refused(String why) {
    return new ConnectorException(ConnectorException.Kind.REFUSED, why);
  }
}
