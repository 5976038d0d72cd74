/**
 * What a kind of target and a source of attributes implement. A kind is one folder under {@code
 * targets/} that nobody else names: a {@link dev.hoist.spi.Connector} that makes and removes
 * privileges, and a {@link dev.hoist.spi.Protocol} that speaks the target's wire protocol as a
 * state machine without threads, clocks or sockets. A source, an {@link
 * dev.hoist.spi.AttributeSource}, is a package of {@code integrations/}. The contract tests that
 * all of them must pass live in this room's tests.
 */
@NullMarked
package dev.hoist.spi;

import org.jspecify.annotations.NullMarked;
