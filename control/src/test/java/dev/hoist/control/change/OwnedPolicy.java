package dev.hoist.control.change;

import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Place;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.kernel.policy.Schedule;
import dev.hoist.kernel.policy.Value;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The small policy with owners: a file says {@code owner group:leads} on a line of its own; {@code
 * two for fix} in any of them asks for two approvals; {@code bad} does not load, {@code untrue} has
 * a test that fails, {@code names db} gives that name to a target.
 */
record OwnedPolicy(PolicyHash hash, Map<String, String> texts, SmallPolicy small)
    implements PolicySet {
  static final PolicyLoader LOADER =
      new PolicyLoader() {
        @Override
        public Load load(List<PolicyFile> files) {
          return files.stream().anyMatch(file -> file.text().startsWith("bad"))
              ? new Load.Rejected(
                  List.of(
                      new PolicyProblem(
                          PolicyProblem.Severity.ERROR, "a.yaml", 1, 1, "that is bad", "", 1)))
              : new Load.Loaded(of(files), List.of());
        }

        @Override
        public List<String> rehearse(List<PolicyFile> files) {
          return files.stream()
              .filter(file -> file.text().contains("untrue"))
              .map(file -> file.name() + ":2 \"ana may\" fails")
              .toList();
        }
      };

  private static OwnedPolicy of(List<PolicyFile> files) {
    Map<String, String> texts = new HashMap<>();
    files.forEach(file -> texts.put(file.name(), file.text()));
    boolean two = texts.values().stream().anyMatch(text -> text.contains("two for fix"));
    SmallPolicy small = SmallPolicy.usual();
    return new OwnedPolicy(
        hash(files), texts, two ? small.with("fix", SmallPolicy.terms(2)) : small);
  }

  private static PolicyHash hash(List<PolicyFile> files) {
    try {
      byte[] bytes = files.toString().getBytes(StandardCharsets.UTF_8);
      return new PolicyHash(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Set<String> owners(String file) {
    return texts
        .getOrDefault(file, "")
        .lines()
        .filter(line -> line.startsWith("owner "))
        .map(line -> line.substring("owner ".length()))
        .collect(java.util.stream.Collectors.toSet());
  }

  @Override
  public Optional<Place> place(String target) {
    return texts.entrySet().stream()
        .filter(file -> file.getValue().contains("names " + target))
        .map(file -> new Place(file.getKey(), 1, 1))
        .findFirst();
  }

  @Override
  public List<TargetDefinition> targets() {
    return small.targets();
  }

  @Override
  public List<RoleDefinition> roles() {
    return small.roles();
  }

  @Override
  public Decision decide(Facts facts) {
    return small.decide(facts);
  }

  /** A file names those that its owners are on: {@code on_call:primary}. */
  @Override
  public List<Schedule> schedules() {
    return texts.keySet().stream()
        .flatMap(file -> owners(file).stream())
        .filter(owner -> owner.startsWith("on_call:"))
        .map(owner -> owner.substring("on_call:".length()))
        .map(name -> new Schedule(name, "pagerduty", name, List.of()))
        .toList();
  }

  @Override
  public Set<String> standing(Subject subject, Set<String> groups) {
    return small.standing(subject, groups);
  }

  @Override
  public Set<String> standing(Subject subject, Set<String> groups, Map<String, Value> known) {
    Set<String> standing = new HashSet<>(standing(subject, groups));
    for (Schedule schedule : schedules()) {
      if (known.get(Known.ON_CALL + schedule.name()) instanceof Value.Flag(boolean on) && on) {
        standing.add("on_call:" + schedule.name());
      }
    }
    return standing;
  }
}
