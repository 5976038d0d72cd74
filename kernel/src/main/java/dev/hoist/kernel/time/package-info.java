/**
 * Time that only goes on. Deadlines are absolute, so whoever can turn a clock back could lengthen a
 * grant; {@link dev.hoist.kernel.time.Timeline} makes that impossible (S24). The kernel reads no
 * clock itself: the shell reads two and hands their values in.
 */
@NullMarked
package dev.hoist.kernel.time;

import org.jspecify.annotations.NullMarked;
