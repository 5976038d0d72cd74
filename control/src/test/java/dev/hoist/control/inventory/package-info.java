/** Tests of control's policy. */
@NullMarked
package dev.hoist.control.inventory;

import org.jspecify.annotations.NullMarked;
