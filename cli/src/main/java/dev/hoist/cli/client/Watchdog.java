package dev.hoist.cli.client;

import java.time.Duration;

/** Does something unless it is closed in time. */
final class Watchdog implements AutoCloseable {
  private final Thread thread;
  private volatile boolean bitten;

  Watchdog(Duration patience, Runnable bite) {
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("watchdog")
            .start(
                () -> {
                  try {
                    Thread.sleep(patience);
                  } catch (InterruptedException e) {
                    return; // in time
                  }
                  bitten = true;
                  bite.run();
                });
  }

  boolean hasBitten() {
    return bitten;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
