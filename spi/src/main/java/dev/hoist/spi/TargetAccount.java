package dev.hoist.spi;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.target.TargetDefinition;
import java.util.Map;

/**
 * The account by which hoist prepares a target.
 *
 * @param installation short lower-case hex tag of this installation; goes into the names of what is
 *     made on targets, so that two installations on one target never touch each other's
 * @param options the kind's own settings; for PostgreSQL {@code database}, {@code tls}, {@code ca},
 *     {@code reassign_to}
 */
public record TargetAccount(
    TargetDefinition target,
    String installation,
    String user,
    Secret password,
    Map<String, String> options) {
  public TargetAccount {
    options = Map.copyOf(options);
  }
}
