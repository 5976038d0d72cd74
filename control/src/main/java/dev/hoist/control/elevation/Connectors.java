package dev.hoist.control.elevation;

import dev.hoist.kernel.target.Target;
import dev.hoist.spi.Connector;
import dev.hoist.spi.ConnectorException;

/** Finds the connector for a target, by its kind and the account that hoist has on it. */
public interface Connectors {
  /**
   * @throws ConnectorException when there is no account for it, or its kind is not known
   */
  Connector of(Target target) throws ConnectorException;
}
