package dev.hoist.policy.model;

import dev.hoist.policy.source.Mark;

/** A condition as written; it is compiled when the whole set is known. */
public record When(String text, Mark mark) {}
