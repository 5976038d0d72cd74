/**
 * Sources of attributes, a package each, and the file that configures them. What they answer goes
 * into facts that policy decides on; none of them decides anything.
 */
@NullMarked
package dev.hoist.integrations;

import org.jspecify.annotations.NullMarked;
