package dev.hoist.simulator;

/** What goes wrong at the moment; the history turns these on and off. */
final class Faults {
  private final Baton baton;
  private int crashesLeft;
  private boolean storeDown;
  private long storeWasDown;
  private boolean targetDown;
  private boolean targetRefuses;
  private boolean gatewayFails;
  private boolean healed;

  Faults(Baton baton, int crashes) {
    this.baton = baton;
    crashesLeft = crashes;
  }

  /** From here on nothing goes wrong any more. */
  void heal() {
    healed = true;
    storeDown = false;
    targetDown = false;
    targetRefuses = false;
    gatewayFails = false;
  }

  boolean healed() {
    return healed;
  }

  /** Whether the process dies here; asked between any two steps. */
  boolean crashesHere() {
    if (healed || crashesLeft == 0 || baton.random().nextInt(60) != 0) {
      return false;
    }
    crashesLeft--;
    return true;
  }

  /** How long the store has been down in all; nothing ends in time meanwhile. */
  long storeWasDown() {
    return storeWasDown;
  }

  boolean storeDown() {
    return storeDown;
  }

  boolean targetDown() {
    return targetDown;
  }

  boolean targetRefuses() {
    return targetRefuses;
  }

  boolean gatewayFails() {
    return gatewayFails && baton.random().nextInt(2) == 0;
  }

  /** Something goes wrong for a while. */
  void trouble() {
    if (healed) {
      return;
    }
    long lasts = 50L + baton.random().nextInt(15_000);
    switch (baton.random().nextInt(5)) {
      case 0 -> {
        storeDown = true;
        storeWasDown += Math.min(lasts, 3_000);
        baton.start(null, Math.min(lasts, 3_000), () -> storeDown = false);
      }
      case 1 -> {
        targetRefuses = true;
        baton.start(null, lasts, () -> targetRefuses = false);
      }
      case 2 -> {
        gatewayFails = true;
        baton.start(null, lasts, () -> gatewayFails = false);
      }
      default -> {
        targetDown = true;
        baton.start(null, lasts * 4, () -> targetDown = false);
      }
    }
  }
}
