package dev.hoist.control.store;

import static dev.hoist.control.store.Json.duration;
import static dev.hoist.control.store.Json.list;
import static dev.hoist.control.store.Json.object;
import static dev.hoist.control.store.Json.optional;
import static dev.hoist.control.store.Json.text;
import static dev.hoist.control.store.Json.texts;

import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Windows;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Limits as stored; those that are not set are left out. */
final class LimitsJson {
  private LimitsJson() {}

  static Map<String, Object> write(Limits limits) {
    Map<String, Object> out = new LinkedHashMap<>();
    limits
        .extension()
        .ifPresent(e -> out.put("extension", object("by", e.by().toString(), "times", e.times())));
    limits.idle().ifPresent(idle -> out.put("idle", idle.toString()));
    limits.notBefore().ifPresent(at -> out.put("notBefore", at.toString()));
    limits.notAfter().ifPresent(at -> out.put("notAfter", at.toString()));
    out.put("windows", limits.windows().stream().map(LimitsJson::write).toList());
    out.put("revokeOnChange", limits.revokeOnChange());
    return out;
  }

  static Limits read(JsonNode in) {
    return new Limits(
        optional(
            in,
            "extension",
            e -> new Extension(duration(text(e, "by")), e.required("times").intValue())),
        optional(in, "idle", idle -> duration(idle.stringValue())),
        optional(in, "notBefore", at -> Instant.parse(at.stringValue())),
        optional(in, "notAfter", at -> Instant.parse(at.stringValue())),
        list(in, "windows", LimitsJson::windows),
        in.required("revokeOnChange").booleanValue());
  }

  private static Map<String, Object> write(Windows windows) {
    return object(
        "zone",
        windows.zone().getId(),
        "hours",
        windows.hours().stream().map(LimitsJson::write).toList());
  }

  private static Windows windows(JsonNode in) {
    return new Windows(ZoneId.of(text(in, "zone")), list(in, "hours", LimitsJson::window));
  }

  private static Map<String, Object> write(Windows.Window window) {
    return object(
        "days", window.days().stream().sorted().map(DayOfWeek::name).toList(),
        "from", window.from().toString(),
        "to", window.to().toString());
  }

  private static Windows.Window window(JsonNode in) {
    return new Windows.Window(
        texts(in, "days").stream().map(DayOfWeek::valueOf).collect(Collectors.toSet()),
        LocalTime.parse(text(in, "from")),
        LocalTime.parse(text(in, "to")));
  }
}
