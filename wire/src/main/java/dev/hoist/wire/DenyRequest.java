package dev.hoist.wire;

import java.util.Optional;

/** Says no. */
public record DenyRequest(Optional<String> note) {}
