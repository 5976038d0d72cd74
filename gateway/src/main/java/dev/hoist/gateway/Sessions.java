package dev.hoist.gateway;

import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.SessionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that could still send something to a target, and their cancel keys. Thread-safe. */
final class Sessions {
  private final Map<SessionId, LiveSession> live = new ConcurrentHashMap<>();
  private final Map<ByteBuffer, LiveSession> byKey = new ConcurrentHashMap<>();

  void add(LiveSession session) {
    live.put(session.pass().session(), session);
  }

  void remove(LiveSession session) {
    live.remove(session.pass().session());
    byKey.values().removeIf(it -> it == session);
  }

  Optional<LiveSession> get(SessionId id) {
    return Optional.ofNullable(live.get(id));
  }

  List<LiveSession> of(GrantId grant) {
    return live.values().stream().filter(it -> it.pass().grant().id().equals(grant)).toList();
  }

  List<LiveSession> all() {
    return List.copyOf(live.values());
  }

  void register(Secret key, LiveSession session) {
    byKey.put(hash(key), session);
  }

  Optional<LiveSession> byKey(Secret key) {
    return Optional.ofNullable(byKey.get(hash(key)));
  }

  /** Keys are found by their hash, so how long a look-up takes says nothing about them. */
  private static ByteBuffer hash(Secret key) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(sha.digest(key.reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
