package dev.hoist.kernel.identity;

/**
 * Someone or something that asks and decides.
 *
 * @param person the person who answers for this subject; for a person it is their own id. Quorums
 *     and the ban on self-approval count persons, so neither a bot nor an alias adds a voice (S10,
 *     S11).
 * @param name the name shown to people and used in policy files
 */
public record Subject(SubjectId id, SubjectId person, String name, Kind kind) {
  /** What kind of subject this is. */
  public enum Kind {
    PERSON,
    WORKLOAD,
    AGENT
  }

  public Subject {
    if (kind == Kind.PERSON && !id.equals(person)) {
      throw new IllegalArgumentException("a person answers for themselves: " + name);
    }
  }
}
