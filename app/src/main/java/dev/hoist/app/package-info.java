@NullMarked
package dev.hoist.app;

import org.jspecify.annotations.NullMarked;
