@NullMarked
package dev.hoist.gateway.recording;

import org.jspecify.annotations.NullMarked;
