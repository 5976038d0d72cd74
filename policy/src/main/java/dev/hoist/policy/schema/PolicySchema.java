package dev.hoist.policy.schema;

import static dev.hoist.policy.schema.Json.object;

import dev.hoist.kernel.policy.MaskRule;
import dev.hoist.policy.model.Keys;
import dev.hoist.policy.parse.PolicyParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The JSON Schema (draft 2020-12) of a policy file: {@code hoist policy schema}. It helps while
 * writing; what it lets pass may still be wrong in ways that only {@code hoist policy check} knows.
 */
public final class PolicySchema {
  private static final String NAME = "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$";
  private static final String ANYBODY = "^((user|group|on_call):.+|everyone)$";
  private static final String OWNERS = "^(user|group|on_call):.+$";
  private static final String USERS = "^(user|group):.+$";
  private static final String APPROVERS = "^((user|group|on_call):.+|owner)$";

  private static final Map<String, Object> TEXT =
      object("type", List.of("string", "number", "boolean"));
  private static final Map<String, Object> FLAG = object("type", "boolean");

  private PolicySchema() {}

  /** As JSON. */
  public static String text() {
    return Json.write(schema());
  }

  static Map<String, Object> schema() {
    Map<String, Object> schema =
        object(
            "$schema", "https://json-schema.org/draft/2020-12/schema",
            "title", "hoist policy file",
            "description", "Who may get which role on which target; see docs/policy.md");
    schema.putAll(file());
    schema.put(
        "$defs",
        object(
            "duration",
            object(
                "type", "string",
                "pattern", "^(?=.)([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?$"),
            "texts",
            some(TEXT),
            "filled",
            filled(TEXT),
            "labels",
            object(
                "type",
                "object",
                "propertyNames",
                object("pattern", NAME),
                "additionalProperties",
                TEXT),
            "condition",
            object(
                "type",
                List.of("string", "boolean"),
                "description",
                "CEL, at most 4,000 characters"),
            "target",
            target(),
            "rule",
            rule(),
            "round",
            round(),
            "test",
            test()));
    return schema;
  }

  private static Map<String, Object> file() {
    Map<String, Object> file =
        closed(
            Keys.FILE,
            "apiVersion",
            object("const", PolicyParser.API_VERSION),
            "policy",
            named(),
            "scope",
            words("targets", "organisation"),
            "owners",
            principals(OWNERS),
            "mode",
            words("enforce", "observe"),
            "timezone",
            TEXT,
            "on_change",
            words("keep", "revoke"),
            "groups",
            names(group()),
            "schedules",
            names(schedule()),
            "targets",
            names(ref("target")),
            "roles",
            names(role()),
            "rules",
            list(ref("rule")),
            "masking",
            names(many(mask())),
            "guardrails",
            names(many(rail())),
            "tests",
            list(ref("test")));
    file.put("required", List.of("apiVersion", "policy"));
    return file;
  }

  private static Map<String, Object> group() {
    return either(closed("members", some(TEXT), "idp", ref("filled")), "members", "idp");
  }

  private static Map<String, Object> schedule() {
    return object(
        "type",
        "object",
        "properties",
        object("levels", many(whole(1, 100))),
        "propertyNames",
        object("pattern", "^[a-z][a-z0-9_]{0,30}$"),
        "additionalProperties",
        TEXT);
  }

  private static Map<String, Object> target() {
    Map<String, Object> target =
        closed(
            "kind", object("type", "string", "pattern", "^[a-z][a-z0-9-]{0,30}$"),
            "address", TEXT,
            "select", ref("labels"),
            "labels", ref("labels"),
            "owner", principals(USERS));
    target.put("required", List.of("kind"));
    return either(target, "address", "select");
  }

  /** Every other key is a privilege of the kind of target. */
  private static Map<String, Object> role() {
    return object(
        "type", "object",
        "properties", object("on", ref("filled"), "mask", TEXT, "guard", TEXT),
        "required", List.of("on"),
        "additionalProperties", ref("filled"));
  }

  private static Map<String, Object> rule() {
    Map<String, Object> rule =
        closed(
            Keys.RULE,
            "name",
            TEXT,
            "who",
            principals(ANYBODY),
            "roles",
            ref("filled"),
            "when",
            ref("condition"),
            "deny",
            TEXT,
            "grant",
            grant(),
            "approval",
            object("anyOf", List.of(object("const", "none"), many(ref("round")))),
            "ask",
            ask(),
            "after",
            after());
    rule.put("required", List.of("name"));
    rule.put("dependentRequired", object("grant", List.of("who", "roles", "approval")));
    return either(rule, "grant", "deny");
  }

  private static Map<String, Object> grant() {
    Map<String, Object> extend = closed("by", ref("duration"), "times", whole(1, 20));
    extend.put("required", List.of("by", "times"));
    Map<String, Object> grant =
        closed(
            "max",
            ref("duration"),
            "extend",
            extend,
            "idle",
            ref("duration"),
            "not_before",
            TEXT,
            "not_after",
            TEXT,
            "windows",
            ref("filled"));
    grant.put("required", List.of("max"));
    return grant;
  }

  private static Map<String, Object> round() {
    Map<String, Object> escalate = closed("after", ref("duration"), "to", principals(APPROVERS));
    escalate.put("required", List.of("after", "to"));
    Map<String, Object> round =
        closed(
            "count", whole(1, 20),
            "from", principals(APPROVERS),
            "within", ref("duration"),
            "escalate", escalate);
    round.put("required", List.of("count", "from", "within"));
    return round;
  }

  private static Map<String, Object> ask() {
    Map<String, Object> field =
        closed(
            "type",
            words("text", "number", "choice", "yes_no"),
            "label",
            TEXT,
            "required",
            FLAG,
            "pattern",
            TEXT,
            "of",
            ref("filled"),
            "min",
            whole(0, 999_999_999),
            "max",
            whole(0, 999_999_999),
            "message",
            TEXT);
    field.put("required", List.of("type"));
    return closed("reason", words("required", "optional"), "ticket", TEXT, "fields", names(field));
  }

  private static Map<String, Object> after() {
    Map<String, Object> review = closed("within", ref("duration"), "by", principals(APPROVERS));
    review.put("required", List.of("within", "by"));
    return closed("notify", principals(APPROVERS), "review", review);
  }

  private static Map<String, Object> mask() {
    Map<String, Object> mask =
        closed(
            "columns", ref("filled"),
            "detect", words(MaskRule.Detector.values()),
            "show", words(MaskRule.Show.values()));
    mask.put("required", List.of("show"));
    return either(mask, "columns", "detect");
  }

  private static Map<String, Object> rail() {
    Map<String, Object> rail =
        closed(
            "block", ref("condition"),
            "message", TEXT,
            "approve", ref("condition"),
            "limit_rows", whole(0, 100_000_000));
    rail.put("dependentRequired", object("message", List.of("block")));
    return either(rail, "block", "approve", "limit_rows");
  }

  private static Map<String, Object> test() {
    Map<String, Object> anything = object("type", "object");
    Map<String, Object> given =
        closed(
            "subject", TEXT,
            "via", words("person", "agent", "workload"),
            "acts_for", TEXT,
            "groups", ref("texts"),
            "idp", ref("texts"),
            "on_call", ref("texts"),
            "mfa_age", ref("duration"),
            "at", TEXT,
            "attributes", anything,
            "incidents", object("type", "array"),
            "unknown", ref("texts"));
    Map<String, Object> request =
        closed(
            "target", TEXT,
            "role", TEXT,
            "for", ref("duration"),
            "reason", TEXT,
            "ticket", TEXT,
            "break_glass", FLAG,
            "fields", anything,
            "kind", TEXT,
            "labels", ref("labels"));
    request.put("required", List.of("target", "role"));
    Map<String, Object> expect =
        closed(
            "decision", words("deny", "allow", "approve", "amend"),
            "rule", TEXT,
            "max", ref("duration"),
            "approvals", whole(0, 1000),
            "message", TEXT);
    expect.put("required", List.of("decision"));
    Map<String, Object> test =
        closed(Keys.TEST, "it", TEXT, "given", given, "request", request, "expect", expect);
    test.put("required", List.of("it", "request", "expect"));
    return test;
  }

  /** A mapping with these keys and no other. */
  private static Map<String, Object> closed(Object... properties) {
    return object(
        "type", "object", "properties", object(properties), "additionalProperties", false);
  }

  /** The same with the keys that the parser takes: to add one there is to say here what it is. */
  private static Map<String, Object> closed(Keys keys, Object... properties) {
    Map<String, Object> known = object(properties);
    if (!List.copyOf(known.keySet()).equals(keys.order())) {
      throw new IllegalStateException("not the keys of a " + keys + ": " + known.keySet());
    }
    return closed(properties);
  }

  /** It has one of these keys. */
  private static Map<String, Object> either(Map<String, Object> mapping, String... keys) {
    mapping.put("anyOf", Stream.of(keys).map(k -> object("required", List.of(k))).toList());
    return mapping;
  }

  private static Map<String, Object> names(Map<String, Object> value) {
    return object(
        "type", "object", "propertyNames", object("pattern", NAME), "additionalProperties", value);
  }

  private static Map<String, Object> named() {
    return object("type", "string", "pattern", NAME);
  }

  private static Map<String, Object> list(Map<String, Object> item) {
    return object("type", "array", "items", item);
  }

  private static Map<String, Object> many(Map<String, Object> item) {
    return object("type", "array", "items", item, "minItems", 1);
  }

  /** One, or a list. */
  private static Map<String, Object> some(Map<String, Object> item) {
    return object("anyOf", List.of(item, list(item)));
  }

  /** One, or a list of at least one. */
  private static Map<String, Object> filled(Map<String, Object> item) {
    return object("anyOf", List.of(item, many(item)));
  }

  private static Map<String, Object> principals(String pattern) {
    return filled(object("type", "string", "pattern", pattern));
  }

  private static Map<String, Object> words(String... words) {
    return object("enum", List.of(words));
  }

  private static Map<String, Object> words(Enum<?>... words) {
    return object("enum", Stream.of(words).map(w -> w.name().toLowerCase(Locale.ROOT)).toList());
  }

  private static Map<String, Object> whole(int least, int most) {
    return object("type", "integer", "minimum", least, "maximum", most);
  }

  private static Map<String, Object> ref(String name) {
    return object("$ref", "#/$defs/" + name);
  }
}
