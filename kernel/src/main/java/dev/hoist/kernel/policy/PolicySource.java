package dev.hoist.kernel.policy;

import java.time.Duration;
import java.util.List;

/** A place outside the server that policy files are read from, again and again. */
public interface PolicySource {
  /** How long to wait between two looks. */
  Duration every();

  /**
   * Looks once; one look at a time. Blocks for as long as the source allows itself, and says what
   * is wrong rather than throwing.
   */
  Look look();

  /** What was found. */
  sealed interface Look {
    /** Nothing new since the look before. */
    record Same() implements Look {}

    /** Files to be put in force, all or nothing. */
    record Found(List<PolicyFile> files, PolicyOrigin origin) implements Look {
      public Found {
        files = List.copyOf(files);
      }
    }

    /**
     * There is nothing that may be put in force.
     *
     * @param where what could not be read or is not to be trusted
     */
    record Unfit(String where, String why) implements Look {}
  }
}
