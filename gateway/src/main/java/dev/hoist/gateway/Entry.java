package dev.hoist.gateway;

import dev.hoist.gateway.recording.Recording;
import dev.hoist.kernel.session.Authorized;

/** What came of asking whether a client may come in. */
sealed interface Entry {
  /** No session was begun. */
  record No(String message) implements Entry {}

  /** A session was begun and has all it needs. */
  record Yes(Authorized pass, Endpoint endpoint, Recording recording, Deadline deadline)
      implements Entry {}

  /** A session was begun, but cannot go on; it still has to be reported. */
  record Spoiled(Authorized pass, String message) implements Entry {}
}
