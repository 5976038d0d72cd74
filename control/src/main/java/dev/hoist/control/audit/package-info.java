/**
 * What goes into the audit log: typed entries, written in the transaction of what they tell of, and
 * moved from there into the tamper-evident log in order.
 */
@NullMarked
package dev.hoist.control.audit;

import org.jspecify.annotations.NullMarked;
