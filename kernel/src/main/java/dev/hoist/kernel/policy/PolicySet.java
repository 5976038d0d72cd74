package dev.hoist.kernel.policy;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A loaded, checked, immutable set of policy files. Safe for any number of threads. */
public interface PolicySet {
  PolicyHash hash();

  /** The targets that files list by name. */
  List<TargetDefinition> targets();

  /** The roles on the targets that files list by name. */
  List<RoleDefinition> roles();

  /**
   * The roles on a target: on one that files list by name, or on one registered otherwise whose
   * labels exactly one file selects.
   */
  default List<RoleDefinition> rolesOn(TargetDefinition target) {
    return roles().stream().filter(role -> role.target().equals(target.name())).toList();
  }

  /** Where files give this name to a target or to a selection of targets; empty where none does. */
  default Optional<Place> place(String target) {
    return Optional.empty();
  }

  /** The schedules that policy asks about, for whoever gathers facts. */
  default List<Schedule> schedules() {
    return List.of();
  }

  /**
   * What policy may ask of the world for such a request, by the names of {@link Known}: schedules
   * and incidents. More than it asks is no harm but a wait.
   */
  default Set<String> wants(Facts facts) {
    return Stream.concat(
            schedules().stream().map(schedule -> Known.ON_CALL + schedule.name()),
            Stream.of(Known.INCIDENTS))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The principals of whom one has to agree to a change of a file; for a file that the set does not
   * have, those who own the denials of the whole organisation. Empty when nobody is named.
   */
  default Set<String> owners(String file) {
    return Set.of();
  }

  /**
   * The file that governs what such a request is about, as its facts say what it is; empty when
   * none does, or more than one.
   */
  default Optional<String> fileOf(Facts facts) {
    return Optional.empty();
  }

  /** How sessions under a role on a target are watched over. */
  default Protection protection(TargetDefinition target, String role) {
    return Protection.NONE;
  }

  /**
   * What the rules of the role ask of the requester, whichever of them will decide. No two want one
   * answer in different sorts.
   */
  default List<Question> questions(Facts facts) {
    return List.of();
  }

  /**
   * Whether a live grant is to end when this set would not give it: the setting of the file that
   * the target is in, also when no rule and no role is about it any more, and that of a file for
   * the whole organisation whose denial matches.
   *
   * @param facts of the grant
   */
  default boolean revokesOnChange(Facts facts) {
    return false;
  }

  /**
   * Decides; a pure function of this set and the facts. Never throws for facts it does not know.
   */
  Decision decide(Facts facts);

  /** Decides, and says what became of every rule; the decision is that of {@link #decide}. */
  default Explanation explain(Facts facts) {
    return new Explanation(decide(facts), List.of());
  }

  /**
   * The principals a subject stands for under this set: {@code user:NAME} and one {@code
   * group:NAME} for each group of the files they are in. Approvals are counted against these (S14).
   */
  Set<String> standing(Subject subject, Set<String> groups);

  /**
   * The same with what else is known about the subject: {@code on_call:NAME} for each schedule on
   * which they are known to be on call.
   *
   * @param known by the names of {@link Known}
   */
  default Set<String> standing(Subject subject, Set<String> groups, Map<String, Value> known) {
    return standing(subject, groups);
  }
}
