@NullMarked
package dev.hoist.postgres;

import org.jspecify.annotations.NullMarked;
