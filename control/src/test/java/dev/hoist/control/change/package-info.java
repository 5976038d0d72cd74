/** Changing the policy through the server, on a real store and a real folder. */
@NullMarked
package dev.hoist.control.change;

import org.jspecify.annotations.NullMarked;
