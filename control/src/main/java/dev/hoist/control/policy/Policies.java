package dev.hoist.control.policy;

import java.util.Optional;

/** The policy set in force. What reads it twice may see two sets; read once per decision. */
public final class Policies {
  private volatile Optional<LoadedPolicy> current = Optional.empty();
  private volatile Optional<RejectedPolicy> rejected = Optional.empty();
  private volatile Optional<RejectedPolicy> rejectedInventory = Optional.empty();

  /** The set in force; empty until a first one was loaded, and then everything is denied. */
  public Optional<LoadedPolicy> current() {
    return current;
  }

  /** Why the newest files are not in force; empty when they are. */
  public Optional<RejectedPolicy> lastProblem() {
    return rejected;
  }

  /** Why the newest inventory is not in force; empty when it is. */
  public Optional<RejectedPolicy> inventoryProblem() {
    return rejectedInventory;
  }

  /** Puts a set in force. */
  public void replace(LoadedPolicy loaded) {
    current = Optional.of(loaded);
    rejected = Optional.empty();
  }

  /** Puts the set that is in force beside another inventory. */
  void pair(LoadedPolicy paired) {
    current = Optional.of(paired);
  }

  /** Remembers why the newer inventory is not in force; empty when it is. */
  public void inventory(Optional<RejectedPolicy> problem) {
    rejectedInventory = problem;
  }

  /** Keeps the set in force and remembers why the newer one is not. */
  public void reject(RejectedPolicy problem) {
    rejected = Optional.of(problem);
  }
}
