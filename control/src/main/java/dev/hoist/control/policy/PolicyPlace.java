package dev.hoist.control.policy;

import java.time.Duration;

/** Where policy comes from. */
public interface PolicyPlace {
  /** Loads what is there now, at start. */
  void load();

  /** Looks again, and loads what has changed. */
  void look();

  /** How long to wait between two looks. */
  Duration every();
}
