/** The lifecycle of changes of policy. */
@NullMarked
package dev.hoist.kernel.change;

import org.jspecify.annotations.NullMarked;
