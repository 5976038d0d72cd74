package dev.hoist.wire;

import java.util.List;

/**
 * The files of the policy in force, as they were loaded.
 *
 * @param hash of the whole set
 * @param files those that the caller may see
 * @param hidden the names of the others
 */
public record PolicyFilesView(String hash, List<PolicyText> files, List<String> hidden) {
  public PolicyFilesView {
    files = List.copyOf(files);
    hidden = List.copyOf(hidden);
  }
}
