package dev.hoist.control.change;

import java.util.List;

/** What became of a proposal. */
public sealed interface Proposed {
  /** It waits for the owners. */
  record Opened(StoredChange change) implements Proposed {}

  /**
   * It was not taken.
   *
   * @param problems at least one; each says what is wrong
   * @param next what to do about it
   */
  record Refused(Why why, List<String> problems, String next) implements Proposed {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /** Why not. */
  enum Why {
    /** Policy does not come from the server's folder. */
    ELSEWHERE,
    /** The files cannot be a policy, or their tests fail. */
    UNFIT,
    /** There is no such set. */
    UNKNOWN,
    /** Not as things stand on the server. */
    NOT_NOW,
    TOO_MANY
  }
}
