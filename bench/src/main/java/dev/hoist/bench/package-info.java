@NullMarked
package dev.hoist.bench;

import org.jspecify.annotations.NullMarked;
