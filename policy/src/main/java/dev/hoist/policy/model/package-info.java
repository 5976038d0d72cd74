/**
 * What a policy file says, as parsed and not yet checked against anything else; every value keeps
 * its place.
 */
@NullMarked
package dev.hoist.policy.model;

import org.jspecify.annotations.NullMarked;
