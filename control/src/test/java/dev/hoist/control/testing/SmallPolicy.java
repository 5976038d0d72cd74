package dev.hoist.control.testing;

import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One target and a role for each set of terms; members of group {@code sre} get them on those
 * terms.
 */
public record SmallPolicy(String address, Map<String, Terms> byRole, String grants, String env)
    implements PolicySet {
  public static final String TARGET = "orders";

  public SmallPolicy {
    byRole = Map.copyOf(byRole);
  }

  /**
   * {@code read} at once, {@code fix} with one approval, {@code admin} with two, all for an hour.
   */
  public static SmallPolicy usual() {
    return new SmallPolicy(
        "db:5432", Map.of("read", terms(0), "fix", terms(1), "admin", terms(2)), "SELECT", "prod");
  }

  public static Terms terms(int approvals) {
    return approvals == 0
        ? new Terms(Duration.ofHours(1), List.of())
        : new Terms(
            Duration.ofHours(1),
            List.of(new Stage(approvals, Set.of("group:leads"), Duration.ofMinutes(30))));
  }

  public SmallPolicy with(String role, Terms terms) {
    var changed = new HashMap<>(byRole);
    changed.put(role, terms);
    return new SmallPolicy(address, changed, grants, env);
  }

  public SmallPolicy without(String role) {
    var changed = new HashMap<>(byRole);
    changed.remove(role);
    return new SmallPolicy(address, changed, grants, env);
  }

  public SmallPolicy granting(String privileges) {
    return new SmallPolicy(address, byRole, privileges, env);
  }

  public SmallPolicy labelled(String other) {
    return new SmallPolicy(address, byRole, grants, other);
  }

  public LoadedPolicy loaded(Instant now) {
    return new LoadedPolicy(
        this,
        List.of(new PolicyFile("small.yaml", toString())),
        List.of(),
        PolicyOrigin.FOLDER,
        now);
  }

  @Override
  public PolicyHash hash() {
    return new PolicyHash("%064x".formatted(hashCode() & 0xffffffffL));
  }

  @Override
  public List<TargetDefinition> targets() {
    return List.of(new TargetDefinition(TARGET, "fake", address, Map.of("env", env)));
  }

  @Override
  public List<RoleDefinition> roles() {
    return byRole.keySet().stream()
        .sorted()
        .map(role -> new RoleDefinition(role, TARGET, Map.of("grants", List.of(grants))))
        .toList();
  }

  @Override
  public Decision decide(Facts facts) {
    Terms terms = byRole.get(facts.role());
    if (terms == null || !facts.groups().contains("sre")) {
      return new Decision.Denied(Optional.empty(), "no rule gives it");
    }
    return facts.asked().compareTo(terms.max()) > 0
        ? new Decision.Amend("for sre", terms, List.of("at most " + terms.max()))
        : new Decision.Allowed("for sre", terms);
  }

  @Override
  public Set<String> standing(Subject subject, Set<String> groups) {
    Set<String> standing = new HashSet<>();
    standing.add("user:" + subject.name());
    groups.forEach(group -> standing.add("group:" + group));
    return standing;
  }
}
