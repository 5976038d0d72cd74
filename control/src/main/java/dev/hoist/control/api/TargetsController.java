package dev.hoist.control.api;

import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.wire.Page;
import dev.hoist.wire.Routes;
import dev.hoist.wire.TargetView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The targets there are, listed in policy or registered beside it. */
@RestController
final class TargetsController {
  private final Policies policies;
  private final Accounts accounts;

  TargetsController(Policies policies, Accounts accounts) {
    this.policies = policies;
    this.accounts = accounts;
  }

  @GetMapping(Routes.TARGETS)
  Page<TargetView> targets() {
    return new Page<>(policies.current().map(this::views).orElse(List.of()), Optional.empty());
  }

  private List<TargetView> views(LoadedPolicy policy) {
    List<TargetDefinition> targets = policy.targets();
    Set<String> lacking = accounts.lacking(targets);
    return targets.stream()
        .map(target -> view(policy, target, !lacking.contains(target.name())))
        .sorted(Comparator.comparing(TargetView::name))
        .toList();
  }

  private static TargetView view(LoadedPolicy policy, TargetDefinition target, boolean account) {
    return new TargetView(
        target.name(),
        target.kind(),
        target.address(),
        target.labels(),
        policy.inventory().find(target.name()).isPresent(),
        policy.set().rolesOn(target).stream().map(RoleDefinition::name).sorted().toList(),
        account);
  }
}
