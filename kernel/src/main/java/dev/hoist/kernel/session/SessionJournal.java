package dev.hoist.kernel.session;

/** Where the gateway reports what became of sessions. */
public interface SessionJournal {
  /** Called once for each begun session. May block; is retried by the caller until it returns. */
  void ended(SessionEnd end);
}
