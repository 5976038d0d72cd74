@NullMarked
package dev.hoist.control;

import org.jspecify.annotations.NullMarked;
