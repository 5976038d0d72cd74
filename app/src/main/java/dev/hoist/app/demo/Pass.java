package dev.hoist.app.demo;

import dev.hoist.kernel.identity.Secret;
import java.nio.file.Path;

/** A one-time way in to the gateway. */
record Pass(Secret token, int port, String user, String database, Path ca) {}
