/**
 * JSON over HTTP with every bound there is: time, size, trust; and a source with a format of our
 * own.
 */
@NullMarked
package dev.hoist.integrations.http;

import org.jspecify.annotations.NullMarked;
