package dev.hoist.simulator;

import dev.hoist.control.elevation.Profile;
import dev.hoist.control.elevation.Subjects;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who exists, and since when they are not what they were. */
final class SimPeople implements Subjects {
  private final Map<SubjectId, Profile> profiles = new HashMap<>();
  private final Map<SubjectId, Long> lostAt = new HashMap<>();
  private final List<Subject> all = new ArrayList<>();
  private final Baton baton;

  SimPeople(Baton baton) {
    this.baton = baton;
    person(1, "ana", "sre");
    person(2, "sam", "sre", "leads");
    person(3, "dana", "leads");
    person(4, "lee", "leads");
    // Bots that someone answers for: their voices are theirs.
    put(new Subject(id(5), id(1), "anas-bot", Subject.Kind.AGENT), "leads");
    put(new Subject(id(6), id(3), "danas-bot", Subject.Kind.AGENT), "leads");
  }

  private void person(int number, String name, String... groups) {
    put(new Subject(id(number), id(number), name, Subject.Kind.PERSON), groups);
  }

  private void put(Subject subject, String... groups) {
    all.add(subject);
    profiles.put(subject.id(), new Profile(subject, true, Set.of(groups)));
  }

  private static SubjectId id(int number) {
    return new SubjectId(new UUID(0, number));
  }

  Subject any() {
    return all.get(baton.random().nextInt(all.size()));
  }

  List<Subject> all() {
    return all;
  }

  /** Takes from someone what they may approve, or all they may. */
  void take(Subject from, boolean everything) {
    lostAt.put(from.id(), baton.now());
    profiles.put(from.id(), new Profile(from, !everything, everything ? Set.of() : Set.of("sre")));
  }

  /** Gives it back. */
  void restore(Subject to) {
    lostAt.remove(to.id());
    profiles.put(to.id(), new Profile(to, true, Set.of("sre", "leads")));
  }

  /** Whether someone had lost their rights already at a time, and has not got them back. */
  boolean lostBefore(SubjectId who, long then) {
    Long lost = lostAt.get(who);
    return lost != null && lost < then;
  }

  /** Whether someone was disabled already at a time, and still is. */
  boolean disabledBefore(SubjectId who, long then) {
    return lostBefore(who, then) && find(who).filter(Profile::enabled).isEmpty();
  }

  @Override
  public Optional<Profile> find(SubjectId id) {
    return Optional.ofNullable(profiles.get(id));
  }

  @Override
  public Optional<Profile> named(String name) {
    return profiles.values().stream().filter(p -> p.subject().name().equals(name)).findFirst();
  }
}
