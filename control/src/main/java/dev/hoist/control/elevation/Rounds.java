package dev.hoist.control.elevation;

import dev.hoist.control.facts.Circumstances;
import dev.hoist.kernel.elevation.Request;
import java.util.Collection;

/** Who is on call now, as far as rounds of approval ask for people who are. */
public interface Rounds {
  /** Looks for these requests, and not at all when none of them asks. May wait for seconds. */
  Circumstances look(Collection<Request> requests);
}
