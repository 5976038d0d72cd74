@NullMarked
package dev.hoist.simulator;

import org.jspecify.annotations.NullMarked;
