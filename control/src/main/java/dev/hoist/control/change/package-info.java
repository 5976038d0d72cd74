/**
 * Changing the policy through the server: a push or a rollback is proposed, shown, agreed to by the
 * owners of what it touches, put in force if it is still a change of what is in force, and written
 * to the policy folder. The rules are in {@code dev.hoist.kernel.change}.
 */
@NullMarked
package dev.hoist.control.change;

import org.jspecify.annotations.NullMarked;
