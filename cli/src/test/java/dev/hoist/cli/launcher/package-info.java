/** The launcher, run for real with JDKs and a Maven of paper. */
@NullMarked
package dev.hoist.cli.launcher;

import org.jspecify.annotations.NullMarked;
