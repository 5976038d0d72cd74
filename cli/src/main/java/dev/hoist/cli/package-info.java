/**
 * The hoist command: parses the command line and runs the one command that was asked for. Nothing
 * here may pull in Spring or Netty, since every millisecond of start-up is felt.
 */
@NullMarked
package dev.hoist.cli;

import org.jspecify.annotations.NullMarked;
