package dev.hoist.app;

import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.policy.kinds.KindChecks;
import dev.hoist.spi.TargetKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets policy ask the kinds of target what is wrong with an address or a privilege. */
public final class PolicyKinds implements KindChecks {
  @Override
  public Set<String> kinds() {
    return Kinds.ALL.stream().map(TargetKind::name).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public List<KindProblem> target(TargetDefinition target) {
    return Kinds.named(target.kind()).stream()
        .flatMap(kind -> kind.problems(target).stream())
        .map(message -> new KindProblem("address", -1, message))
        .toList();
  }

  @Override
  public List<KindProblem> role(String kind, RoleDefinition role) {
    return Kinds.named(kind).stream()
        .flatMap(it -> it.problems(role).stream())
        .map(problem -> new KindProblem(problem.key(), problem.index(), problem.message()))
        .toList();
  }
}
