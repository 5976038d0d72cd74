package dev.hoist.wire;

/**
 * One key of something that is defined otherwise.
 *
 * @param before empty when it was not there
 * @param after empty when it is not there any more
 */
public record PolicyClauseView(String key, String before, String after) {}
