@NullMarked
package dev.hoist.postgres.privilege;

import org.jspecify.annotations.NullMarked;
