package dev.hoist.control.testing;

import dev.hoist.control.elevation.Profile;
import dev.hoist.control.elevation.Subjects;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who exists, kept in memory. */
public final class People implements Subjects {
  private final Map<SubjectId, Profile> profiles = new ConcurrentHashMap<>();

  public Subject add(String name, String... groups) {
    var id = idOf(name);
    var subject = new Subject(id, id, name, Subject.Kind.PERSON);
    profiles.put(id, new Profile(subject, true, Set.of(groups)));
    return subject;
  }

  public void disable(Subject who) {
    profiles.put(who.id(), new Profile(who, false, Set.of()));
  }

  /** Somebody else knows their password. */
  public void hold(Subject who, String... groups) {
    profiles.put(who.id(), new Profile(who, true, true, Set.of(groups)));
  }

  public void regroup(Subject who, String... groups) {
    profiles.put(who.id(), new Profile(who, true, Set.of(groups)));
  }

  /** The same name has the same id, also after a restart. */
  private static SubjectId idOf(String name) {
    return new SubjectId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
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
