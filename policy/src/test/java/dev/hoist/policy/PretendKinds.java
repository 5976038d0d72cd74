package dev.hoist.policy;

import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.policy.kinds.KindChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Two kinds that know what they take: postgres wants a port and grants that start with a verb. */
final class PretendKinds implements KindChecks {
  @Override
  public Set<String> kinds() {
    return Set.of("postgres", "ssh");
  }

  @Override
  public List<KindProblem> target(TargetDefinition target) {
    return target.address().contains(":")
        ? List.of()
        : List.of(new KindProblem("address", -1, "an address is host:port"));
  }

  @Override
  public List<KindProblem> role(String kind, RoleDefinition role) {
    List<KindProblem> problems = new ArrayList<>();
    role.privileges()
        .forEach(
            (key, values) -> {
              if (!Set.of("grants", "member_of", "logins").contains(key)) {
                problems.add(new KindProblem(key, -1, kind + " knows no privilege " + key));
              }
              for (int i = 0; i < values.size(); i++) {
                if (values.get(i).startsWith("ALL")) {
                  problems.add(new KindProblem(key, i, "name the privileges one by one"));
                }
              }
            });
    return problems;
  }
}
