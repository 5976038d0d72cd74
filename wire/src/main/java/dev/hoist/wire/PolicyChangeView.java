package dev.hoist.wire;

import java.util.List;

/**
 * What a change of policy changes.
 *
 * @param base hash of the set that it is a change of
 * @param proposed hash of the set that it makes
 */
public record PolicyChangeView(String base, String proposed, List<PolicyFileChangeView> files) {
  public PolicyChangeView {
    files = List.copyOf(files);
  }
}
