package dev.hoist.wire;

/** Whether the session was still live when it was killed. */
public record KillView(boolean killed) {}
