/**
 * Targets that are registered beside policy. Policy files select them by their kind and labels;
 * what a file lists by name is not here.
 */
@NullMarked
package dev.hoist.kernel.inventory;

import org.jspecify.annotations.NullMarked;
