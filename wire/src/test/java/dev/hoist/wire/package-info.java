@NullMarked
package dev.hoist.wire;

import org.jspecify.annotations.NullMarked;
