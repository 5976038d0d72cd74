package dev.hoist.wire;

import java.util.List;
import java.util.Map;

/**
 * A target that the server knows, for administrators.
 *
 * @param registered whether in the inventory; else a policy file lists it
 * @param roles those that policy has on it; with none, nobody can get anything
 * @param account whether the server has an account on it
 */
public record TargetView(
    String name,
    String kind,
    String address,
    Map<String, String> labels,
    boolean registered,
    List<String> roles,
    boolean account) {
  public TargetView {
    labels = Map.copyOf(labels);
    roles = List.copyOf(roles);
  }
}
