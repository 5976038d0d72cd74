package dev.hoist.control.policy;

import dev.hoist.kernel.policy.PolicySource;
import dev.hoist.kernel.policy.PolicySource.Look;
import java.time.Duration;
import java.util.Optional;

/**
 * Policy from elsewhere. The server starts with the set that was in force last, so that a source
 * that cannot be reached locks nobody out, and then looks.
 */
public final class PolicyWatch implements PolicyPlace {
  private final PolicySource source;
  private final PolicyKeeper keeper;
  private final PolicyLog log;
  private Optional<Look> told = Optional.empty();

  public PolicyWatch(PolicySource source, PolicyKeeper keeper, PolicyLog log) {
    this.source = source;
    this.keeper = keeper;
    this.log = log;
  }

  @Override
  public Duration every() {
    return source.every();
  }

  @Override
  public void load() {
    log.list(Optional.empty(), 1).items().stream()
        .findFirst()
        .ifPresent(
            last -> log.files(last.hash()).ifPresent(files -> keeper.load(files, last.origin())));
    look();
  }

  /** Each problem is told once, until there is another or none. */
  @Override
  public synchronized void look() {
    switch (source.look()) {
      case Look.Same same -> {}
      case Look.Found found -> {
        told = Optional.empty();
        keeper.load(found.files(), found.origin());
      }
      case Look.Unfit unfit -> {
        if (!told.equals(Optional.of(unfit))) {
          told = Optional.of(unfit);
          keeper.unreadable(unfit.where(), unfit.why());
        }
      }
    }
  }
}
