package dev.hoist.kernel.elevation;

import dev.hoist.kernel.identity.Subject;
import java.util.Set;

/**
 * Someone who decides, with what they stand for at this moment.
 *
 * @param standing the principals they hold now ({@code user:…}, {@code group:…}); empty when they
 *     are disabled
 */
public record Approver(Subject subject, Set<String> standing) {
  public Approver {
    standing = Set.copyOf(standing);
  }
}
