@NullMarked
package dev.hoist.control.identity;

import org.jspecify.annotations.NullMarked;
