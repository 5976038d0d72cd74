@NullMarked
package dev.hoist.control.server;

import org.jspecify.annotations.NullMarked;
