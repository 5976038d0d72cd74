package dev.hoist.kernel.session;

import dev.hoist.kernel.identity.Secret;
import java.net.InetSocketAddress;

/**
 * What a client says before it is let in. Only the token decides who one is; the names are checked
 * against it and against nothing else (S18).
 *
 * @param user the user name the client gave
 * @param target the target name the client gave
 * @param client the client program's own name for itself, for the record only; may be empty
 */
public record Hello(
    Secret token, String user, String target, String client, InetSocketAddress from) {}
