package dev.hoist.kernel.session;

import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.identity.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A desk that keeps its tokens and its book in memory, and behaves as one should. */
final class MemoryDesk implements AccessDesk {
  static final Login LOGIN = new Login("hoist_g7", Secret.of("s3cret"));

  private final Map<String, Access> tokens = new HashMap<>();
  private final Set<Subject> disabled = new HashSet<>();
  private final List<SessionId> begun = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private boolean current = true;
  private boolean prepared = true;
  private boolean full;

  void issue(Secret token, Elevation elevation, Subject subject) {
    tokens.put(token.reveal(), new Access(elevation, subject, true, true));
  }

  void disable(Subject subject) {
    disabled.add(subject);
  }

  void redefine() {
    current = false;
  }

  void unprepared() {
    prepared = false;
  }

  void full() {
    full = true;
  }

  List<SessionId> begun() {
    return begun;
  }

  List<String> refusals() {
    return refusals;
  }

  @Override
  public Optional<Access> redeem(Secret token, Instant now) {
    return Optional.ofNullable(tokens.remove(token.reveal())).map(this::asOfNow);
  }

  private Access asOfNow(Access issued) {
    boolean enabled = !disabled.contains(issued.subject());
    return new Access(issued.elevation(), issued.subject(), enabled, current);
  }

  @Override
  public Optional<Login> login(Access access) {
    return prepared ? Optional.of(LOGIN) : Optional.empty();
  }

  @Override
  public SessionId begin(Access access, Hello hello, Instant now) {
    if (full) {
      throw new IllegalStateException("the store is down");
    }
    begun.add(new SessionId(begun.size() + 1L));
    return begun.getLast();
  }

  @Override
  public void refused(Hello hello, String why, Instant now) {
    refusals.add(why);
  }
}
