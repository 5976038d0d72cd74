@NullMarked
package dev.hoist.postgres.connector;

import org.jspecify.annotations.NullMarked;
