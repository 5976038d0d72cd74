/**
 * The file of registered targets, {@code targets.yaml}: read again when it changes, and put in
 * force beside policy, all or nothing. What it registers is asked for like any other target.
 */
@NullMarked
package dev.hoist.control.inventory;

import org.jspecify.annotations.NullMarked;
