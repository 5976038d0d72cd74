/**
 * Where the rooms are joined: configuration, the data folder, wiring, {@code up} and {@code demo}.
 * Nothing here decides anything; it only says which implementation stands behind which port.
 */
@NullMarked
package dev.hoist.app;

import org.jspecify.annotations.NullMarked;
