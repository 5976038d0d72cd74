@NullMarked
package dev.hoist.gateway;

import org.jspecify.annotations.NullMarked;
