/** Sources against servers that behave as the real ones document it. */
@NullMarked
package dev.hoist.integrations;

import org.jspecify.annotations.NullMarked;
