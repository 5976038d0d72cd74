package dev.hoist.wire;

import java.util.List;
import java.util.Optional;

/**
 * Proposes another policy.
 *
 * @param files all of it: a file that is in force and not here is to be removed
 */
public record PolicyPush(List<PolicyFileView> files, Optional<String> reason) {
  public PolicyPush {
    files = List.copyOf(files);
  }
}
