package dev.hoist.postgres.privilege;

import java.util.List;

/**
 * One entry of a role's {@code grants}.
 *
 * @param text as policy says it, for messages
 */
public record PrivilegeGrant(List<Granted> privileges, Objects objects, String text) {
  public PrivilegeGrant {
    privileges = List.copyOf(privileges);
  }

  /**
   * A privilege, perhaps on single columns.
   *
   * @param columns empty for the whole object
   */
  public record Granted(Privilege privilege, List<Identifier> columns) {
    public Granted {
      columns = List.copyOf(columns);
    }
  }
}
