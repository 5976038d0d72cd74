/**
 * From a wish to a running client program: obtains a grant, waits for it, and starts psql with a
 * one-time token that no other process can see.
 */
@NullMarked
package dev.hoist.cli.connect;

import org.jspecify.annotations.NullMarked;
