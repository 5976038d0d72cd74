package dev.hoist.cli.base;

import java.util.Optional;

/**
 * The options every command takes.
 *
 * @param context the context named on the command line
 * @param format how data is to be printed
 * @param input whether questions may be asked
 */
public record Globals(Optional<String> context, Format format, boolean input) {}
