package dev.hoist.spi;

import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import java.util.List;

/**
 * One kind of target: everything the house needs to know about it, behind one door. Thread-safe.
 */
public interface TargetKind {
  /** The word that policy files use, lower case: {@code postgres}. */
  String name();

  /**
   * What is wrong with a target's definition for this kind, each as a sentence; empty when nothing.
   */
  List<String> problems(TargetDefinition target);

  /**
   * What is wrong with a role's privileges for this kind, by key and position; empty when nothing.
   */
  List<PrivilegeProblem> problems(RoleDefinition role);

  /** Opens a connector with the account that hoist has on a target. Does not connect yet. */
  Connector connector(TargetAccount account);

  Protocol protocol();

  /**
   * A privilege that this kind does not take.
   *
   * @param key the key in the role: {@code grants}
   * @param index the place in the key's list, from 0; -1 for the key itself
   */
  record PrivilegeProblem(String key, int index, String message) {}
}
