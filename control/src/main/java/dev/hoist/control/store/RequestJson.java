package dev.hoist.control.store;

import static dev.hoist.control.store.Json.duration;
import static dev.hoist.control.store.Json.instant;
import static dev.hoist.control.store.Json.map;
import static dev.hoist.control.store.Json.object;
import static dev.hoist.control.store.Json.optional;
import static dev.hoist.control.store.Json.text;

import dev.hoist.kernel.elevation.Particulars;
import dev.hoist.kernel.elevation.Request;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.RoleId;
import dev.hoist.kernel.target.Target;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.kernel.target.TargetId;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A request and what it is made of, as stored. */
final class RequestJson {
  private RequestJson() {}

  static Map<String, Object> write(Request request) {
    Map<String, Object> out = object("number", request.id().number());
    out.put("requester", subject(request.requester()));
    out.put("target", target(request.target()));
    out.put("role", role(request.role()));
    out.put("asked", request.asked().toString());
    request.reason().ifPresent(reason -> out.put("reason", reason));
    out.put("particulars", particulars(request.particulars()));
    out.put("rule", request.rule());
    out.put("terms", TermsJson.write(request.terms()));
    out.put("policy", request.policy().hex());
    out.put("at", request.at().toString());
    return out;
  }

  static Request read(JsonNode in) {
    return new Request(
        new RequestId(in.required("number").longValue()),
        subject(in.required("requester")),
        target(in.required("target")),
        role(in.required("role")),
        duration(text(in, "asked")),
        optional(in, "reason", JsonNode::stringValue),
        optional(in, "particulars", RequestJson::particulars).orElse(Particulars.NONE),
        text(in, "rule"),
        TermsJson.read(in.required("terms")),
        new PolicyHash(text(in, "policy")),
        instant(in, "at"));
  }

  private static Map<String, Object> particulars(Particulars said) {
    Map<String, Object> out =
        object("fields", ValueJson.write(said.fields()), "breakGlass", said.breakGlass());
    said.ticket().ifPresent(ticket -> out.put("ticket", ticket));
    return out;
  }

  private static Particulars particulars(JsonNode in) {
    return new Particulars(
        optional(in, "ticket", JsonNode::stringValue),
        ValueJson.read(in.required("fields")),
        in.required("breakGlass").booleanValue());
  }

  static Map<String, Object> subject(Subject subject) {
    return object(
        "id", subject.id().toString(),
        "person", subject.person().toString(),
        "name", subject.name(),
        "kind", subject.kind().name());
  }

  static Subject subject(JsonNode in) {
    return new Subject(
        new SubjectId(UUID.fromString(text(in, "id"))),
        new SubjectId(UUID.fromString(text(in, "person"))),
        text(in, "name"),
        Subject.Kind.valueOf(text(in, "kind")));
  }

  private static Map<String, Object> target(Target target) {
    return object("id", target.id().toString(), "definition", definition(target.definition()));
  }

  private static Target target(JsonNode in) {
    return new Target(
        new TargetId(UUID.fromString(text(in, "id"))), targetDefinition(in.required("definition")));
  }

  static Map<String, Object> definition(TargetDefinition target) {
    return object(
        "name", target.name(),
        "kind", target.kind(),
        "address", target.address(),
        "labels", target.labels());
  }

  static TargetDefinition targetDefinition(JsonNode in) {
    return new TargetDefinition(
        text(in, "name"),
        text(in, "kind"),
        text(in, "address"),
        map(in, "labels", JsonNode::stringValue));
  }

  private static Map<String, Object> role(Role role) {
    return object("id", role.id().toString(), "definition", definition(role.definition()));
  }

  private static Role role(JsonNode in) {
    return new Role(
        new RoleId(UUID.fromString(text(in, "id"))), roleDefinition(in.required("definition")));
  }

  static Map<String, Object> definition(RoleDefinition role) {
    return object("name", role.name(), "target", role.target(), "privileges", role.privileges());
  }

  static RoleDefinition roleDefinition(JsonNode in) {
    return new RoleDefinition(
        text(in, "name"), text(in, "target"), map(in, "privileges", Json::strings));
  }
}
