/** Tests of control's access. */
@NullMarked
package dev.hoist.control.access;

import org.jspecify.annotations.NullMarked;
