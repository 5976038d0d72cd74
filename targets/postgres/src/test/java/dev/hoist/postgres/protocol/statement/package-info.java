@NullMarked
package dev.hoist.postgres.protocol.statement;

import org.jspecify.annotations.NullMarked;
