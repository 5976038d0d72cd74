package dev.hoist.wire;

import java.util.List;
import java.util.Optional;

/**
 * Part of what a search found.
 *
 * @param next the cursor of the next part; empty at the end
 * @param refused for each recording that was not searched because it is not what was written, what
 *     is wrong with it
 */
public record SearchView(List<SessionHit> items, Optional<String> next, List<String> refused) {
  public SearchView {
    items = List.copyOf(items);
    refused = List.copyOf(refused);
  }
}
