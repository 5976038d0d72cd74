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
  private Optional<Look.Found> owed = Optional.empty();

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
    log.last().ifPresent(last -> keeper.load(last.files(), last.origin()));
    look();
  }

  /**
   * Each problem is told once, until there is another or none. What could not be put in force
   * because the store was away is not seen again by the source, and so tried again here.
   */
  @Override
  public synchronized void look() {
    switch (source.look()) {
      case Look.Same same -> owed.ifPresent(this::take);
      case Look.Found found -> take(found);
      case Look.Unfit unfit -> refuse(unfit);
    }
  }

  private void take(Look.Found found) {
    told = Optional.empty();
    owed = Optional.of(found);
    keeper.load(found.files(), found.origin());
    owed = Optional.empty();
  }

  private void refuse(Look.Unfit unfit) {
    owed = Optional.empty();
    if (!told.equals(Optional.of(unfit))) {
      keeper.unreadable(unfit.where(), unfit.why());
      told = Optional.of(unfit);
    }
  }
}
