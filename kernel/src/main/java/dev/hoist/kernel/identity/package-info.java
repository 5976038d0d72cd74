/**
 * Who: subjects (people, workloads, agents), the person who answers for each, and secrets that
 * refuse to print.
 */
@NullMarked
package dev.hoist.kernel.identity;

import org.jspecify.annotations.NullMarked;
