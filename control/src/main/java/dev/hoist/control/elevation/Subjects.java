package dev.hoist.control.elevation;

import dev.hoist.kernel.identity.SubjectId;
import java.util.Optional;

/** Who exists. Asked afresh each time, so an answer is never older than the call. */
public interface Subjects {
  Optional<Profile> find(SubjectId id);

  Optional<Profile> named(String name);
}
