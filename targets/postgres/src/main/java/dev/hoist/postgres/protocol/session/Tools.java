package dev.hoist.postgres.protocol.session;

import dev.hoist.postgres.protocol.scram.ScramKeys;
import java.security.SecureRandom;

/** What all sessions share; thread-safe. */
public record Tools(SecureRandom random, ScramKeys keys) {}
