/** Tests of how the server is called. */
@NullMarked
package dev.hoist.cli.client;

import org.jspecify.annotations.NullMarked;
