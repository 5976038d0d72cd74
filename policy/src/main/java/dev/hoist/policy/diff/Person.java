package dev.hoist.policy.diff;

import java.util.Set;

/**
 * Somebody whom files tell apart.
 *
 * @param shown how they are called in the result
 * @param name their user name; for those who have none here, one that nobody can have
 * @param idp their groups at the identity provider
 */
record Person(String shown, String name, Set<String> idp) {
  static final Person ANYONE = new Person("anyone else", "(anyone)", Set.of());

  Person {
    idp = Set.copyOf(idp);
  }

  static Person user(String name, Set<String> idp) {
    return new Person(name, name, idp);
  }

  /** Anybody in a group at the identity provider. */
  static Person of(String idp) {
    return new Person("group " + idp, "(" + idp + ")", Set.of(idp));
  }

  /** Whether this is one person, not a sort of people. */
  boolean isOne() {
    return !name.startsWith("(");
  }
}
