package dev.hoist.kernel.policy;

import java.util.Optional;

/**
 * Where a policy set came from.
 *
 * @param reference the commit or the request; empty for files that were put into the folder
 * @param author who made the change, as far as the way it came tells
 */
public record PolicyOrigin(Way way, Optional<String> reference, Optional<String> author) {
  /** How it came. */
  public enum Way {
    FOLDER,
    GIT,
    PUSH,
    ROLLBACK
  }

  /** Files that somebody who may write to the server's disk put there. */
  public static final PolicyOrigin FOLDER =
      new PolicyOrigin(Way.FOLDER, Optional.empty(), Optional.empty());
}
