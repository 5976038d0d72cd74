package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.GrantId;
import java.util.function.Supplier;

/** One at a time for each grant: a connector's calls for one grant are never concurrent. */
public interface Turns {
  <T> T take(GrantId grant, Supplier<T> work);
}
