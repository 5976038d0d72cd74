/** A file of people on call and incidents, written by hand. */
@NullMarked
package dev.hoist.integrations.fixed;

import org.jspecify.annotations.NullMarked;
