package dev.hoist.control.store;

import static dev.hoist.control.store.Json.duration;
import static dev.hoist.control.store.Json.instant;
import static dev.hoist.control.store.Json.list;
import static dev.hoist.control.store.Json.object;
import static dev.hoist.control.store.Json.optional;
import static dev.hoist.control.store.Json.text;
import static dev.hoist.control.store.Json.texts;

import dev.hoist.control.elevation.State;
import dev.hoist.kernel.elevation.Approval;
import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.elevation.Digest;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.End;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.Grant;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.elevation.Request;
import dev.hoist.kernel.identity.SubjectId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An elevation as stored. Written out by hand: what is stored outlives the names of our classes,
 * and a changed field shows here.
 */
public final class ElevationJson {
  private ElevationJson() {}

  public static String write(Elevation elevation) {
    Map<String, Object> out = object("state", State.of(elevation).word());
    out.put("request", RequestJson.write(elevation.request()));
    switch (elevation) {
      case Elevation.Pending e -> {
        out.put("stage", e.stage());
        out.put("approvals", approvals(e.approvals()));
        out.put("openedAt", e.openedAt().toString());
        out.put("lapsesAt", e.lapsesAt().toString());
      }
      case Elevation.Approved e -> granted(e, out);
      case Elevation.Provisioning e -> granted(e, out);
      case Elevation.Active e -> granted(e, out);
      case Elevation.Revoking e -> {
        granted(e, out);
        out.put("end", end(e.end()));
        e.debt().ifPresent(debt -> out.put("debt", debt));
      }
      case Elevation.Ended e -> {
        granted(e, out);
        out.put("end", end(e.end()));
        out.put("provedAt", e.provedAt().toString());
      }
      case Elevation.Denied e -> {
        out.put("approvals", approvals(e.approvals()));
        e.by().ifPresent(by -> out.put("by", approver(by)));
        out.put("note", e.note());
        out.put("at", e.at().toString());
      }
      case Elevation.Withdrawn e -> {
        out.put("approvals", approvals(e.approvals()));
        out.put("at", e.at().toString());
      }
      case Elevation.Lapsed e -> {
        out.put("approvals", approvals(e.approvals()));
        out.put("at", e.at().toString());
      }
      case Elevation.Failed e -> {
        out.put("approvals", approvals(e.approvals()));
        out.put("why", e.why());
        out.put("at", e.at().toString());
      }
    }
    return Json.write(out);
  }

  public static Elevation read(String json) {
    JsonNode in = Json.read(json);
    var request = RequestJson.read(in.required("request"));
    return switch (State.valueOf(text(in, "state").toUpperCase(java.util.Locale.ROOT))) {
      case PENDING -> pending(request, in);
      case APPROVED -> new Elevation.Approved(request, approvals(in), grant(in));
      case PROVISIONING -> new Elevation.Provisioning(request, approvals(in), grant(in));
      case ACTIVE -> new Elevation.Active(request, approvals(in), grant(in));
      case REVOKING ->
          new Elevation.Revoking(
              request,
              approvals(in),
              grant(in),
              end(in),
              optional(in, "debt", JsonNode::stringValue));
      case ENDED ->
          new Elevation.Ended(request, approvals(in), grant(in), end(in), instant(in, "provedAt"));
      case DENIED ->
          new Elevation.Denied(
              request,
              approvals(in),
              optional(in, "by", ElevationJson::approver),
              text(in, "note"),
              instant(in, "at"));
      case WITHDRAWN -> new Elevation.Withdrawn(request, approvals(in), instant(in, "at"));
      case LAPSED -> new Elevation.Lapsed(request, approvals(in), instant(in, "at"));
      case FAILED ->
          new Elevation.Failed(request, approvals(in), text(in, "why"), instant(in, "at"));
    };
  }

  /** Of one from before rounds said when they opened, it is told from when it closes. */
  private static Elevation.Pending pending(Request request, JsonNode in) {
    int stage = in.required("stage").intValue();
    Instant lapsesAt = instant(in, "lapsesAt");
    Instant openedAt =
        in.has("openedAt")
            ? instant(in, "openedAt")
            : lapsesAt.minus(request.terms().stages().get(stage).within());
    return new Elevation.Pending(request, stage, approvals(in), openedAt, lapsesAt);
  }

  private static void granted(Elevation.Granted granted, Map<String, Object> out) {
    out.put("approvals", approvals(granted.approvals()));
    Grant grant = granted.grant();
    Map<String, Object> written =
        object(
            "number", grant.id().number(),
            "from", grant.from().toString(),
            "until", grant.granted().toString());
    if (!grant.extensions().isEmpty()) {
      written.put("extensions", grant.extensions().stream().map(ElevationJson::extended).toList());
    }
    out.put("grant", written);
  }

  private static Map<String, Object> extended(Grant.Extended extended) {
    Map<String, Object> out = object("until", extended.until().toString());
    extended.asked().ifPresent(asked -> out.put("asked", asked.toString()));
    return out;
  }

  private static Grant grant(JsonNode in) {
    JsonNode grant = in.required("grant");
    return new Grant(
        new GrantId(grant.required("number").longValue()),
        instant(grant, "from"),
        instant(grant, "until"),
        grant.has("extensions")
            ? list(
                grant,
                "extensions",
                e ->
                    new Grant.Extended(
                        optional(e, "asked", asked -> duration(asked.stringValue())),
                        instant(e, "until")))
            : List.of());
  }

  private static List<Map<String, Object>> approvals(List<Approval> approvals) {
    return approvals.stream().map(ElevationJson::approval).toList();
  }

  private static Map<String, Object> approval(Approval approval) {
    Map<String, Object> out =
        object(
            "stage", approval.stage(),
            "by", RequestJson.subject(approval.by()),
            "shown", approval.shown().hex(),
            "note", approval.note(),
            "at", approval.at().toString(),
            "escalated", approval.escalated());
    approval.limit().ifPresent(limit -> out.put("limit", limit.toString()));
    return out;
  }

  /** Of what was over before this was kept, nothing is told. */
  private static List<Approval> approvals(JsonNode in) {
    return !in.has("approvals")
        ? List.of()
        : list(
            in,
            "approvals",
            a ->
                new Approval(
                    a.required("stage").intValue(),
                    RequestJson.subject(a.required("by")),
                    new Digest(text(a, "shown")),
                    optional(a, "limit", limit -> duration(limit.stringValue())),
                    text(a, "note"),
                    instant(a, "at"),
                    a.path("escalated").booleanValue(false)));
  }

  private static Map<String, Object> approver(Approver approver) {
    return object(
        "subject",
        RequestJson.subject(approver.subject()),
        "standing",
        approver.standing().stream().sorted().toList());
  }

  private static Approver approver(JsonNode in) {
    return new Approver(
        RequestJson.subject(in.required("subject")), new HashSet<>(texts(in, "standing")));
  }

  private static Map<String, Object> end(End end) {
    Map<String, Object> out =
        object("cause", end.cause().name(), "note", end.note(), "at", end.at().toString());
    end.by().ifPresent(by -> out.put("by", by.toString()));
    return out;
  }

  private static End end(JsonNode in) {
    JsonNode end = in.required("end");
    Optional<SubjectId> by =
        optional(end, "by", id -> new SubjectId(UUID.fromString(id.stringValue())));
    return new End(EndCause.valueOf(text(end, "cause")), by, text(end, "note"), instant(end, "at"));
  }
}
