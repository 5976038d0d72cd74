/** Opsgenie, by its REST API. */
@NullMarked
package dev.hoist.integrations.opsgenie;

import org.jspecify.annotations.NullMarked;
