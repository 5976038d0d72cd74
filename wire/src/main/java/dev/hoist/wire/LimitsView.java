package dev.hoist.wire;

import java.time.Duration;
import java.util.Optional;

/**
 * What bounds a grant besides its end.
 *
 * @param idle how long it may lie unused before it ends
 * @param extension how it may be made longer
 */
public record LimitsView(Optional<Duration> idle, Optional<ExtensionView> extension) {}
