package dev.hoist.control.policy;

import dev.hoist.control.Page;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every policy set that was ever put in force, and when. Thread-safe. */
public interface PolicyLog {
  /**
   * A set was put in force; starting with the one that was in force already is no new version.
   *
   * @param number counts up
   * @param files their names
   */
  record Version(
      long number, PolicyHash hash, Instant loadedAt, PolicyOrigin origin, List<String> files) {
    public Version {
      files = List.copyOf(files);
    }
  }

  /**
   * Newest first.
   *
   * @param before only versions older than this number: the cursor
   */
  Page<Version> list(Optional<Long> before, int limit);

  /** A set that was put in force, with its files. */
  record Kept(List<PolicyFile> files, PolicyOrigin origin) {
    public Kept {
      files = List.copyOf(files);
    }
  }

  /** The set that was in force last; empty before a first one was. */
  default Optional<Kept> last() {
    return list(Optional.empty(), 1).items().stream()
        .findFirst()
        .flatMap(last -> files(last.hash()).map(files -> new Kept(files, last.origin())));
  }

  /** The files of a set that was once in force. */
  Optional<List<PolicyFile>> files(PolicyHash hash);
}
