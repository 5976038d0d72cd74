@NullMarked
package dev.hoist.control.tls;

import org.jspecify.annotations.NullMarked;
