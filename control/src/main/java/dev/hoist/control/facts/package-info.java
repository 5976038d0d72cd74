/**
 * What is gathered of the world before policy decides: who is on call, which incidents there are.
 * Gathered outside of every transaction and within seconds; what nobody can tell in that time is
 * unknown, and kept as unknown with the reason.
 */
@NullMarked
package dev.hoist.control.facts;

import org.jspecify.annotations.NullMarked;
