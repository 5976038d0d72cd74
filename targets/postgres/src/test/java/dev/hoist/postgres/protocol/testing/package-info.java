/** What the protocol's tests stand on: passes, a gateway on plain sockets, messages by hand. */
@NullMarked
package dev.hoist.postgres.protocol.testing;

import org.jspecify.annotations.NullMarked;
