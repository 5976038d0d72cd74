@NullMarked
package dev.hoist.postgres.protocol;

import org.jspecify.annotations.NullMarked;
