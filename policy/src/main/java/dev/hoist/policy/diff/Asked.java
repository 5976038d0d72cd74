package dev.hoist.policy.diff;

import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.RoleDef;
import dev.hoist.policy.source.Located;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Something that can be asked for. */
record Asked(String target, String role) {
  /**
   * All that files know.
   *
   * @param policies only of these; empty means of all
   */
  static Set<Asked> of(List<PolicyDoc> docs, Set<String> policies) {
    Set<Asked> asked = new LinkedHashSet<>();
    for (PolicyDoc doc : docs) {
      if (policies.isEmpty() || policies.contains(doc.name().value())) {
        doc.roles().forEach(role -> of(role, asked));
      }
    }
    return asked;
  }

  private static void of(RoleDef role, Set<Asked> asked) {
    for (Located<String> target : role.on()) {
      asked.add(new Asked(target.value(), role.name().value()));
    }
  }
}
