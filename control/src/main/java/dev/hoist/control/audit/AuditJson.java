package dev.hoist.control.audit;

import dev.hoist.kernel.change.Proposal;
import dev.hoist.kernel.elevation.Particulars;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * An entry as the exact bytes that the log proves: one JSON object without white space, its keys
 * sorted, absent values left out, times in UTC, durations in ISO 8601.
 */
public final class AuditJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  // Together they keep an entry below what the log takes, 65,535 bytes.
  private static final int LONGEST = 4_000;
  private static final int LONGEST_ITEM = 120;
  private static final int MOST_ITEMS = 40;

  private final Map<String, Object> out = new TreeMap<>();

  private AuditJson(AuditEntry entry) {
    put("type", type(entry)).put("at", entry.at());
  }

  public static String write(AuditEntry entry) {
    return MAPPER.writeValueAsString(of(entry).out);
  }

  /** The name of an entry's type, as stored. */
  public static String type(AuditEntry entry) {
    return switch (entry) {
      case AuditEntry.Decided e -> "decision";
      case AuditEntry.Requested e -> "request";
      case AuditEntry.ApprovedBy e -> "approval";
      case AuditEntry.RefusedCommand e -> "refused";
      case AuditEntry.Moved e -> "moved";
      case AuditEntry.Extended e -> "extended";
      case AuditEntry.Narrowed e -> "narrowed";
      case AuditEntry.Affected e -> "policy.affected";
      case AuditEntry.Intent e -> "intent";
      case AuditEntry.EffectOutcome e -> "outcome";
      case AuditEntry.Alarm e -> "alarm";
      case AuditEntry.Leftover e -> "leftover";
      case AuditEntry.TokenIssued e -> "token.issued";
      case AuditEntry.SessionBegun e -> "session.begun";
      case AuditEntry.SessionEnded e -> "session.ended";
      case AuditEntry.TurnedAway e -> "session.refused";
      case AuditEntry.PolicyLoaded e -> "policy.loaded";
      case AuditEntry.PolicyProposed e -> "policy.proposed";
      case AuditEntry.PolicyRejected e -> "policy.rejected";
      case AuditEntry.InventoryLoaded e -> "inventory.loaded";
      case AuditEntry.InventoryRejected e -> "inventory.rejected";
      case AuditEntry.LoggedIn e -> "login";
      case AuditEntry.Administered e -> "admin";
      case AuditEntry.Ending e -> "sessions.cut";
      case AuditEntry.Started e -> "server.started";
    };
  }

  private static AuditJson of(AuditEntry entry) {
    var to = new AuditJson(entry);
    return switch (entry) {
      case AuditEntry.Decided e ->
          to.put("decision", e.decision())
              .who("who", e.who())
              .put("target", e.target())
              .put("role", e.role())
              .put("answer", e.answer())
              .put("policy", e.policy());
      case AuditEntry.Requested e ->
          to.put("request", e.request())
              .who("by", e.by())
              .on(e.target(), e.role())
              .put("asked", e.asked())
              .put("reason", e.reason())
              .said(e.said())
              .put("shown", e.shown())
              .put("policy", e.policy());
      case AuditEntry.ApprovedBy e ->
          to.put("request", e.request())
              .who("by", e.by())
              .put("stage", e.stage())
              .put("shown", e.shown())
              .put("limit", e.limit())
              .put("note", e.note());
      case AuditEntry.RefusedCommand e ->
          to.put("request", e.request())
              .put("by", e.by())
              .put("command", e.command())
              .put("why", e.why());
      case AuditEntry.Moved e ->
          to.put("request", e.request())
              .put("from", e.from())
              .put("to", e.to())
              .put("by", e.by())
              .put("why", e.why())
              .put("until", e.until());
      case AuditEntry.Extended e ->
          to.put("request", e.request())
              .who("by", e.by())
              .put("number", e.number())
              .put("asked", e.asked())
              .put("from", e.from())
              .put("until", e.until());
      case AuditEntry.Narrowed e ->
          to.put("request", e.request())
              .put("shown", e.shown())
              .put("max", e.max())
              .put("policy", e.policy());
      case AuditEntry.Affected e ->
          to.put("grant", e.grant())
              .who("who", e.who())
              .on(e.target(), e.role())
              .put("why", e.why())
              .put("policy", e.policy());
      case AuditEntry.Intent e ->
          to.put("grant", e.grant()).put("effect", e.effect()).on(e.target(), e.role());
      case AuditEntry.EffectOutcome e ->
          to.put("grant", e.grant())
              .put("effect", e.effect())
              .put("ok", e.ok())
              .put("words", e.words());
      case AuditEntry.Alarm e -> to.put("grant", e.grant()).put("words", e.words());
      case AuditEntry.Leftover e ->
          to.put("grant", e.grant())
              .put("target", e.target())
              .put("removed", e.removed())
              .put("words", e.words());
      case AuditEntry.TokenIssued e ->
          to.put("grant", e.grant()).who("to", e.to()).put("expiresAt", e.expiresAt());
      case AuditEntry.SessionBegun e ->
          to.put("session", e.session())
              .put("grant", e.grant())
              .who("who", e.who())
              .put("target", e.target())
              .put("role", e.role())
              .put("client", e.client())
              .put("from", e.from());
      case AuditEntry.SessionEnded e -> to.put("grant", e.grant()).end(e.end());
      case AuditEntry.TurnedAway e ->
          to.put("user", e.user())
              .put("target", e.target())
              .put("from", e.from())
              .put("why", e.why())
              .put("times", e.times());
      case AuditEntry.PolicyLoaded e ->
          to.put("policy", e.policy())
              .put("files", e.files())
              .put("redefined", e.redefined())
              .put("origin", e.origin().way().name().toLowerCase(Locale.ROOT))
              .put("reference", e.origin().reference())
              .put("author", e.origin().author());
      case AuditEntry.PolicyProposed e -> to.proposal(e.proposal());
      case AuditEntry.PolicyRejected e -> to.put("problems", e.problems());
      case AuditEntry.InventoryLoaded e ->
          to.put("inventory", e.inventory())
              .put("targets", e.targets())
              .put("added", e.change().added())
              .put("removed", e.change().removed())
              .put("changed", e.change().changed())
              .put("redefined", e.redefined());
      case AuditEntry.InventoryRejected e -> to.put("problems", e.problems());
      case AuditEntry.LoggedIn e ->
          to.put("name", e.name()).put("who", e.who()).put("ok", e.ok()).put("from", e.from());
      case AuditEntry.Administered e ->
          to.who("by", e.by())
              .put("act", e.act())
              .put("on", e.on())
              .put("details", new TreeMap<>(e.details()));
      case AuditEntry.Ending e ->
          to.put("grant", e.grant()).put("cause", e.cause()).put("sessions", e.sessionsCut());
      case AuditEntry.Started e -> to.put("version", e.version()).put("node", e.node());
    };
  }

  private AuditJson put(String key, Object value) {
    switch (value) {
      case Optional<?> maybe -> maybe.ifPresent(present -> put(key, present));
      case Number n -> out.put(key, n);
      case Boolean b -> out.put(key, b);
      case List<?> list -> out.put(key, bounded(list));
      case Map<?, ?> map -> out.put(key, bounded(map));
      default -> out.put(key, bounded(value.toString(), LONGEST));
    }
    return this;
  }

  private static List<String> bounded(List<?> items) {
    return items.stream()
        .limit(MOST_ITEMS)
        .map(item -> bounded(String.valueOf(item), LONGEST_ITEM))
        .toList();
  }

  private static Map<String, String> bounded(Map<?, ?> items) {
    Map<String, String> kept = new TreeMap<>();
    items.entrySet().stream()
        .limit(MOST_ITEMS)
        .forEach(
            item ->
                kept.put(
                    bounded(String.valueOf(item.getKey()), LONGEST_ITEM),
                    bounded(String.valueOf(item.getValue()), LONGEST_ITEM)));
    return kept;
  }

  /** Control characters would each be written as six. */
  private static String bounded(String text, int longest) {
    String cut = text.length() <= longest ? text : text.substring(0, longest) + "…";
    return cut.replaceAll("\\p{Cntrl}", " ");
  }

  private AuditJson who(String key, Optional<Subject> subject) {
    subject.ifPresent(present -> who(key, present));
    return this;
  }

  private AuditJson who(String key, Subject subject) {
    var who = new TreeMap<String, Object>();
    who.put("id", subject.id().toString());
    who.put("name", subject.name());
    if (!subject.id().equals(subject.person())) {
      who.put("person", subject.person().toString());
    }
    out.put(key, who);
    return this;
  }

  private AuditJson said(Particulars said) {
    put("ticket", said.ticket());
    if (!said.fields().isEmpty()) {
      put("fields", said.answers());
    }
    return said.breakGlass() ? put("breakGlass", true) : this;
  }

  private AuditJson proposal(Proposal proposal) {
    return put("request", proposal.id())
        .who("by", proposal.author())
        .put("way", proposal.way().name().toLowerCase(Locale.ROOT))
        .put("base", proposal.base())
        .put("proposed", proposal.proposed())
        .put(
            "files",
            proposal.touched().stream()
                .map(t -> t.how().name().toLowerCase(Locale.ROOT) + " " + t.file())
                .toList())
        .put("reason", proposal.reason())
        .put("shown", proposal.digest());
  }

  private AuditJson on(Target target, Role role) {
    return put("target", target.name())
        .put("targetId", target.id())
        .put("role", role.name())
        .put("roleId", role.id());
  }

  private AuditJson end(SessionEnd end) {
    return put("session", end.session())
        .put("endedAt", end.at())
        .put("why", end.why())
        .put("statements", end.statements())
        .put("bytesIn", end.bytesIn())
        .put("bytesOut", end.bytesOut())
        .put("recording", end.recording());
  }
}
