@NullMarked
package dev.hoist.cli;

import org.jspecify.annotations.NullMarked;
