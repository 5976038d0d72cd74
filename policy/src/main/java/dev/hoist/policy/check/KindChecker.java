package dev.hoist.policy.check;

import dev.hoist.policy.kinds.KindChecks;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.RoleDef;
import dev.hoist.policy.model.TargetDef;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks the kinds of target about what only they understand. */
final class KindChecker {
  private final PolicyDoc doc;
  private final KindChecks kinds;
  private final Problems problems;

  KindChecker(PolicyDoc doc, KindChecks kinds, Problems problems) {
    this.doc = doc;
    this.kinds = kinds;
    this.problems = problems;
  }

  void check() {
    if (kinds.kinds().isEmpty()) {
      return;
    }
    Map<String, String> kindOf = new HashMap<>();
    for (TargetDef target : doc.targets()) {
      kindOf.put(target.name().value(), target.kind());
      target(doc.source(), target, kinds, problems);
    }
    for (RoleDef role : doc.roles()) {
      for (Located<String> on : role.on()) {
        String kind = kindOf.getOrDefault(on.value(), "");
        if (kinds.kinds().contains(kind)) {
          role(role, on.value(), kind);
        }
      }
    }
  }

  /** A target of any file. */
  static void target(Source source, TargetDef target, KindChecks kinds, Problems problems) {
    if (kinds.kinds().isEmpty()
        || target.kind().isEmpty()
        || target.address().equals(Optional.of(""))) {
      return; // nobody knows, or told by the parser
    }
    if (!kinds.kinds().contains(target.kind())) {
      problems.error(
          source,
          target.place("kind"),
          "no kind of target "
              + target.kind()
              + Nearest.hint(target.kind(), kinds.kinds())
              + " (kinds: "
              + String.join(", ", kinds.kinds().stream().sorted().toList())
              + ")");
      return;
    }
    if (target.isSelection()) {
      return; // each of its targets was checked when it was registered
    }
    kinds
        .target(target.definition())
        .forEach(p -> problems.error(source, target.place(p.key()), p.message()));
  }

  private void role(RoleDef role, String target, String kind) {
    kinds
        .role(kind, role.definition(target))
        .forEach(p -> problems.error(doc.source(), role.place(p.key(), p.index()), p.message()));
  }
}
