/** Answers kept for a while, and given again for a while longer when there are no newer ones. */
@NullMarked
package dev.hoist.integrations.cache;

import org.jspecify.annotations.NullMarked;
