/** Tests of control's policy. */
@NullMarked
package dev.hoist.control.policy;

import org.jspecify.annotations.NullMarked;
