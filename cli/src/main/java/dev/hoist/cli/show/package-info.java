/**
 * How results look: tables, JSON and YAML, times and lengths of time, and text from elsewhere made
 * harmless.
 */
@NullMarked
package dev.hoist.cli.show;

import org.jspecify.annotations.NullMarked;
