package dev.hoist.control.change;

import dev.hoist.control.elevation.Profile;
import dev.hoist.control.elevation.Subjects;
import dev.hoist.control.facts.Circumstances;
import dev.hoist.control.facts.Rota;
import dev.hoist.control.facts.Surroundings;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.PolicyFile;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people stand for when policy itself is changed. */
public final class Standings {
  /** Stands for every administrator; no file of policy can name it. */
  public static final String ADMINISTRATORS = "administrators";

  private final Subjects subjects;
  private final Policies policies;
  private final Surroundings surroundings;

  public Standings(Subjects subjects, Policies policies, Surroundings surroundings) {
    this.subjects = subjects;
    this.policies = policies;
    this.surroundings = surroundings;
  }

  /**
   * Who is on call now, as far as owners of what these changes touch are; looks at nothing when
   * none is. May wait for seconds, so it comes before every step and transaction.
   */
  public Circumstances look(Collection<? extends PolicyChange> changes) {
    return lookFor(
        changes.stream()
            .flatMap(change -> change.proposal().touched().stream())
            .flatMap(touched -> touched.owners().stream()));
  }

  private Circumstances lookFor(Stream<String> principals) {
    return policies
        .current()
        .map(policy -> lookFor(policy, principals))
        .orElse(Circumstances.UNSEEN);
  }

  private Circumstances lookFor(LoadedPolicy policy, Stream<String> principals) {
    Set<String> wanted = Rota.facts(principals);
    return wanted.isEmpty() ? Circumstances.UNSEEN : surroundings.look(policy.set(), wanted);
  }

  /**
   * The files of a policy of which someone is among the owners it names, now. May wait for seconds
   * when owners are those on call.
   */
  public Set<String> owned(LoadedPolicy policy, Subject subject) {
    Map<String, Set<String>> owners =
        policy.files().stream()
            .map(PolicyFile::name)
            .collect(Collectors.toMap(name -> name, policy.set()::owners));
    Circumstances seen = lookFor(policy, owners.values().stream().flatMap(Set::stream));
    Set<String> standing =
        subjects
            .find(subject.id())
            .filter(Profile::actsForItself)
            .map(profile -> standing(policy, profile, seen))
            .orElse(Set.of());
    return owners.entrySet().stream()
        .filter(file -> !Collections.disjoint(standing, file.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Someone with what they stand for now; nothing when they are disabled, held or gone.
   *
   * @param seen who is on call; what is not known counts for nobody
   */
  public Approver approver(Subject subject, Circumstances seen) {
    Optional<Profile> profile = subjects.find(subject.id()).filter(Profile::actsForItself);
    return new Approver(subject, profile.map(p -> standing(p, seen)).orElse(Set.of()));
  }

  /** The owners whom the policy in force names for a file. */
  public Set<String> owners(String file) {
    return policies.current().map(policy -> policy.set().owners(file)).orElse(Set.of());
  }

  /** Whether one of them made the other's account, or gave it its password. */
  boolean kin(Subject one, Subject other) {
    return subjects.madeBy(one.id(), other.id()) || subjects.madeBy(other.id(), one.id());
  }

  boolean mayAct(Subject subject) {
    return subjects.find(subject.id()).filter(Profile::actsForItself).isPresent();
  }

  private Set<String> standing(Profile profile, Circumstances seen) {
    Set<String> standing = new HashSet<>();
    policies.current().ifPresent(policy -> standing.addAll(standing(policy, profile, seen)));
    if (subjects.administers(profile.subject().id())) {
      standing.add(ADMINISTRATORS);
    }
    return standing;
  }

  private static Set<String> standing(LoadedPolicy policy, Profile profile, Circumstances seen) {
    Subject subject = profile.subject();
    return policy.set().standing(subject, profile.groups(), seen.known(Set.of(subject.name())));
  }
}
