package dev.hoist.wire;

/** A policy file. */
public record PolicyFileView(String name, String text) {}
