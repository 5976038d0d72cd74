/**
 * Holding the policy set in force: loading it, watching its files, keeping the old one when bad.
 */
@NullMarked
package dev.hoist.control.policy;

import org.jspecify.annotations.NullMarked;
