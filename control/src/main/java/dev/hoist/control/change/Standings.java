package dev.hoist.control.change;

import dev.hoist.control.elevation.Profile;
import dev.hoist.control.elevation.Subjects;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.identity.Subject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What people stand for when policy itself is changed. */
public final class Standings {
  /** Stands for every administrator; no file of policy can name it. */
  public static final String ADMINISTRATORS = "administrators";

  private final Subjects subjects;
  private final Policies policies;

  public Standings(Subjects subjects, Policies policies) {
    this.subjects = subjects;
    this.policies = policies;
  }

  /** Someone with what they stand for now; nothing when they are disabled, held or gone. */
  public Approver approver(Subject subject) {
    Optional<Profile> profile = subjects.find(subject.id()).filter(Profile::actsForItself);
    return new Approver(subject, profile.map(this::standing).orElse(Set.of()));
  }

  /** Whether one of them made the other's account, or gave it its password. */
  boolean kin(Subject one, Subject other) {
    return subjects.madeBy(one.id(), other.id()) || subjects.madeBy(other.id(), one.id());
  }

  boolean mayAct(Subject subject) {
    return subjects.find(subject.id()).filter(Profile::actsForItself).isPresent();
  }

  private Set<String> standing(Profile profile) {
    Set<String> standing = new HashSet<>();
    Optional<LoadedPolicy> policy = policies.current();
    policy.ifPresent(p -> standing.addAll(p.set().standing(profile.subject(), profile.groups())));
    if (subjects.administers(profile.subject().id())) {
      standing.add(ADMINISTRATORS);
    }
    return standing;
  }
}
