package dev.hoist.policy.check;

import dev.hoist.policy.model.GroupDef;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.RoleDef;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Problems;
import java.util.Set;
import java.util.stream.Collectors;

/** Warns of what is there to no effect. */
final class ReachChecker {
  private final PolicyDoc doc;
  private final Problems problems;

  ReachChecker(PolicyDoc doc, Problems problems) {
    this.doc = doc;
    this.problems = problems;
  }

  void check() {
    doc.groups().stream()
        .filter(g -> g.members().isEmpty() && g.idp().isEmpty())
        .map(GroupDef::name)
        .forEach(name -> warn(name, "group " + name.value() + " has no members"));
    Set<String> granted =
        doc.rules().stream()
            .filter(r -> !r.denies())
            .flatMap(r -> r.roles().stream())
            .map(Located::value)
            .collect(Collectors.toSet());
    doc.roles().stream()
        .map(RoleDef::name)
        .filter(name -> !granted.contains(name.value()))
        .forEach(
            name -> warn(name, "no rule grants role " + name.value() + ", so nobody can get it"));
  }

  private void warn(Located<String> name, String message) {
    problems.warning(doc.source(), name.mark(), message);
  }
}
