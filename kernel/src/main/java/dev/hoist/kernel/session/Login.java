package dev.hoist.kernel.session;

import dev.hoist.kernel.identity.Secret;

/** How the gateway logs in to the target under a grant. Never leaves this process. */
public record Login(String user, Secret password) {}
