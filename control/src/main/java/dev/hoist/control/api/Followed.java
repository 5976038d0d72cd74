package dev.hoist.control.api;

import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.wire.RequestView;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A request or a change of policy at one moment, as those who follow it get it.
 *
 * @param version greater at each step
 * @param seenBy who may see it
 * @param view made on the thread of whoever it is sent to
 */
record Followed(RequestId id, long version, Predicate<Caller> seenBy, Supplier<RequestView> view) {}
