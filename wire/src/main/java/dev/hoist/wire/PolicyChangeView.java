package dev.hoist.wire;

import java.util.List;
import java.util.Optional;

/**
 * What a change of policy changes.
 *
 * @param base hash of the set that it is a change of
 * @param proposed hash of the set that it makes
 * @param meaning what it changes in meaning, computed from the files with these two hashes; not in
 *     lists, nor where the two cannot be compared
 */
public record PolicyChangeView(
    String base,
    String proposed,
    List<PolicyFileChangeView> files,
    Optional<PolicyMeaningView> meaning) {
  public PolicyChangeView {
    files = List.copyOf(files);
  }
}
