package dev.hoist.control.identity;

import dev.hoist.control.elevation.Profile;
import dev.hoist.control.elevation.Subjects;
import dev.hoist.kernel.identity.SubjectId;
import java.util.Optional;

/** The local users, as the engine asks for them. */
record LocalSubjects(UserStore store) implements Subjects {
  @Override
  public Optional<Profile> find(SubjectId id) {
    return store.find(id).map(LocalSubjects::profile);
  }

  @Override
  public Optional<Profile> named(String name) {
    return store.named(name).map(LocalSubjects::profile);
  }

  @Override
  public boolean madeBy(SubjectId account, SubjectId maker) {
    return store.madeBy(account, maker);
  }

  @Override
  public boolean administers(SubjectId id) {
    return store.find(id).filter(user -> user.enabled() && user.admin()).isPresent();
  }

  private static Profile profile(User user) {
    return new Profile(user.subject(), user.enabled(), user.held(), user.groups());
  }
}
