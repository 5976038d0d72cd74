package dev.hoist.control.elevation;

import dev.hoist.kernel.identity.SubjectId;
import java.util.Optional;

/** Who exists. Asked afresh each time, so an answer is never older than the call. */
public interface Subjects {
  Optional<Profile> find(SubjectId id);

  Optional<Profile> named(String name);

  /**
   * Whether an account was made by another, or got its password from them, directly or through
   * accounts in between.
   */
  default boolean madeBy(SubjectId account, SubjectId maker) {
    return false;
  }

  /** Whether someone who is enabled is an administrator. */
  default boolean administers(SubjectId id) {
    return false;
  }
}
