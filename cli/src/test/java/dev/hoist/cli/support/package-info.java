/** A command line to run in tests, and a server for it to talk to. */
@NullMarked
package dev.hoist.cli.support;

import org.jspecify.annotations.NullMarked;
