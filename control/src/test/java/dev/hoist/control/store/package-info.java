/** Tests of control's store. */
@NullMarked
package dev.hoist.control.store;

import org.jspecify.annotations.NullMarked;
