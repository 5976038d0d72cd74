@NullMarked
package dev.hoist.control.api;

import org.jspecify.annotations.NullMarked;
