package dev.hoist.simulator;

import dev.hoist.control.access.SessionEntry;
import dev.hoist.control.access.SessionStore;
import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.elevation.Stored;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tokens and sessions in the simulated store. */
final class SimSessions implements SessionStore {
  private final SimStore store;
  private final SimRegistry registry;
  private final Map<String, Token> tokens = new HashMap<>();
  private final Map<Long, Row> sessions = new TreeMap<>();

  private record Token(GrantId grant, SubjectId subject, Instant expiresAt) {}

  /** A session in the register. */
  private record Row(Beginning beginning, Optional<SessionEnd> end) {}

  SimSessions(SimStore store, SimRegistry registry) {
    this.store = store;
    this.registry = registry;
  }

  @Override
  public boolean issue(
      String hash,
      GrantId grant,
      SubjectId subject,
      Instant now,
      Instant expiresAt,
      AuditEntry told) {
    store.enter();
    tokens.put(hash, new Token(grant, subject, expiresAt));
    store.tell(told);
    return true;
  }

  @Override
  public Optional<Redeemed> redeem(String hash, Instant now) {
    store.enter();
    Optional<Token> token =
        Optional.ofNullable(tokens.remove(hash)).filter(t -> t.expiresAt().isAfter(now));
    return token.map(
        t -> {
          Stored stored = store.peek(t.grant().request()).orElseThrow();
          var request = stored.elevation().request();
          boolean current = registry.isCurrent(request.target().id(), request.role().id());
          return new Redeemed(stored, t.subject(), current);
        });
  }

  @Override
  public Optional<SessionId> begin(Beginning b) {
    store.enter();
    store.perhapsCrash();
    boolean active =
        store
            .peek(b.grant().request())
            .filter(s -> s.elevation() instanceof Elevation.Active)
            .isPresent();
    if (!active) {
      return Optional.empty();
    }
    var id = new SessionId(sessions.size() + 1L);
    sessions.put(id.number(), new Row(b, Optional.empty()));
    store.tell(
        new AuditEntry.SessionBegun(
            b.at(), id, b.grant(), b.subject(), b.target(), b.role(), b.client(), b.from()));
    store.perhapsCrash();
    return Optional.of(id);
  }

  @Override
  public boolean end(SessionEnd end, Instant now) {
    store.enter();
    Row row = sessions.get(end.session().number());
    if (row == null || row.end().isPresent()) {
      return false;
    }
    sessions.put(end.session().number(), new Row(row.beginning(), Optional.of(end)));
    store.tell(new AuditEntry.SessionEnded(now, row.beginning().grant(), end));
    return true;
  }

  @Override
  public List<SessionEntry> open(String node) {
    return sessions.entrySet().stream()
        .filter(entry -> entry.getValue().end().isEmpty())
        .map(entry -> entry(new SessionId(entry.getKey()), entry.getValue().beginning()))
        .toList();
  }

  private static SessionEntry entry(SessionId id, Beginning b) {
    return new SessionEntry(
        id,
        b.grant(),
        b.subject().id(),
        b.subject().name(),
        b.target(),
        b.role(),
        b.client(),
        b.from(),
        b.at(),
        Optional.empty());
  }

  @Override
  public void forgetTokens(Instant then) {
    tokens.values().removeIf(token -> token.expiresAt().isBefore(then));
  }

  @Override
  public void tell(AuditEntry entry) {
    store.enter();
    store.tell(entry);
  }
}
