package dev.hoist.simulator;

import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two targets with a role each.
 *
 * @param seconds the longest grant
 * @param approvals how many are needed
 * @param stages over how many rounds
 * @param idle how many seconds a grant may lie unused; 0 for as long as it lasts
 * @param longer how often a grant may be extended, by up to half a minute each time
 * @param grants what the roles give; a change of it redefines them (S09)
 * @param allowed whether anything is given at all
 * @param revokes whether live grants end that a changed policy would not give
 */
record SimPolicy(
    int seconds,
    int approvals,
    int stages,
    int idle,
    int longer,
    String grants,
    boolean allowed,
    boolean revokes)
    implements PolicySet {
  static final List<String> TARGETS = List.of("orders", "billing");
  static final String ROLE = "fix";
  private static final Duration EXTENSION = Duration.ofSeconds(30);

  Duration max() {
    return Duration.ofSeconds(seconds);
  }

  private Terms terms() {
    Stage stage = new Stage(Math.max(1, approvals), Set.of("group:leads"), Duration.ofSeconds(40));
    return new Terms(
        max(),
        approvals == 0 ? List.of() : Collections.nCopies(stages, stage),
        limits(),
        Aftercare.NONE,
        List.of());
  }

  private Limits limits() {
    return new Limits(
        longer == 0 ? Optional.empty() : Optional.of(new Extension(EXTENSION, longer)),
        idle == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(idle)),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        revokes);
  }

  LoadedPolicy loaded(Instant now) {
    return new LoadedPolicy(this, List.of(), List.of(), PolicyOrigin.FOLDER, now);
  }

  @Override
  public PolicyHash hash() {
    return new PolicyHash("%064x".formatted(hashCode() & 0xffffffffL));
  }

  @Override
  public List<TargetDefinition> targets() {
    return TARGETS.stream()
        .map(name -> new TargetDefinition(name, "sim", name + ":1", Map.of()))
        .toList();
  }

  @Override
  public List<RoleDefinition> roles() {
    return TARGETS.stream()
        .map(name -> new RoleDefinition(ROLE, name, Map.of("grants", List.of(grants))))
        .toList();
  }

  @Override
  public boolean revokesOnChange(Facts facts) {
    return revokes;
  }

  @Override
  public Decision decide(Facts facts) {
    if (!allowed || !facts.groups().contains("sre")) {
      return new Decision.Denied(Optional.empty(), "no rule");
    }
    return facts.asked().compareTo(max()) > 0
        ? new Decision.Amend("sre", terms(), List.of("too long"))
        : new Decision.Allowed("sre", terms());
  }

  @Override
  public Set<String> standing(Subject subject, Set<String> groups) {
    Set<String> standing = new TreeSet<>();
    standing.add("user:" + subject.name());
    groups.forEach(group -> standing.add("group:" + group));
    return standing;
  }
}
