package dev.hoist.control.elevation;

import dev.hoist.kernel.identity.Subject;
import java.util.List;

/** What someone can get, and how. */
public interface Offers {
  /**
   * Every role on every target as policy answers this subject now, by target and role.
   *
   * @param words kept are those whose target, kind, role or labels contain every word; empty keeps
   *     all
   */
  List<Offer> to(Subject subject, String words);
}
