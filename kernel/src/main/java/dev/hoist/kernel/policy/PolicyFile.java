package dev.hoist.kernel.policy;

/** One policy file as read: its name for messages, and its text. */
public record PolicyFile(String name, String text) {}
