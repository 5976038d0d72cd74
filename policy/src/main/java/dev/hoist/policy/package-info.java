@NullMarked
package dev.hoist.policy;

import org.jspecify.annotations.NullMarked;
