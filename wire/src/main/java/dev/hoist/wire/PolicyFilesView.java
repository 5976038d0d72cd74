package dev.hoist.wire;

import java.util.List;

/** The files of the policy in force, as they were loaded. */
public record PolicyFilesView(String hash, List<PolicyText> files) {
  public PolicyFilesView {
    files = List.copyOf(files);
  }
}
