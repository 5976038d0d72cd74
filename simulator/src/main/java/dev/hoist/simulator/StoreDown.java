package dev.hoist.simulator;

/** The store does not answer. */
final class StoreDown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreDown() {
    super("the store does not answer", null, false, false);
  }
}
