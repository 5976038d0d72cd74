package dev.hoist.postgres.protocol.session;

import dev.hoist.kernel.identity.Secret;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * The cancel key that a client gets from us. The target's real one never leaves the process, so
 * that nobody can go around hoist with it.
 */
record SessionKey(int process, int secret) {
  /** 63 random bits; the process id is positive as clients expect. */
  static SessionKey random(SecureRandom random) {
    return new SessionKey(1 + random.nextInt(Integer.MAX_VALUE), random.nextInt());
  }

  Secret named() {
    return named(process, secret);
  }

  static Secret named(int process, int secret) {
    return Secret.of(String.format(Locale.ROOT, "%08x%08x", process, secret));
  }

  @Override
  public String toString() {
    return "SessionKey[hidden]";
  }
}
