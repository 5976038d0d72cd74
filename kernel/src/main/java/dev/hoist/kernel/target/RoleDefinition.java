package dev.hoist.kernel.target;

import java.util.List;
import java.util.Map;

/**
 * A role as policy describes it.
 *
 * @param target the name of the target it is on
 * @param privileges what it gives, by the kind's own keys; for PostgreSQL {@code grants} and {@code
 *     member_of}. Only the kind of target knows what they mean.
 */
public record RoleDefinition(String name, String target, Map<String, List<String>> privileges) {
  public RoleDefinition {
    privileges =
        privileges.entrySet().stream()
            .collect(
                java.util.stream.Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, e -> List.copyOf(e.getValue())));
  }
}
