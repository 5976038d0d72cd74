package dev.hoist.wire;

import java.util.Locale;

/** How a recording compares with the digest that the audit log keeps of it. */
public enum RecordingCheck {
  /** The session goes on: there is no digest yet. */
  LIVE,
  INTACT,
  /** It is not the one that was kept, or is gone. */
  ALTERED,
  /** When the session ended, its recording could not be read: no digest was kept. */
  NO_DIGEST;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
