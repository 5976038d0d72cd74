package dev.hoist.wire;

/** A policy file: its name, and its whole text. */
public record PolicyText(String name, String text) {}
