@NullMarked
package dev.hoist.embedded;

import org.jspecify.annotations.NullMarked;
