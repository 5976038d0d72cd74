/** Reading policy from repositories that the real git made. */
@NullMarked
package dev.hoist.git;

import org.jspecify.annotations.NullMarked;
