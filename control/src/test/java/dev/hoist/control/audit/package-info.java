/** Tests of how entries are written and moved into the log. */
@NullMarked
package dev.hoist.control.audit;

import org.jspecify.annotations.NullMarked;
