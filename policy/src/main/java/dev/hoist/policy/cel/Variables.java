package dev.hoist.policy.cel;

import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Facts, as conditions see them. */
public final class Variables {
  private static final java.util.Set<String> BUILT_IN =
      java.util.Set.of(Known.MFA_AT, Known.ACTS_FOR, Known.TARGET_KIND, Known.TARGET_LABELS);

  private final Map<String, Object> values = new HashMap<>();

  /**
   * @param kind the target's kind
   * @param labels the target's labels
   * @param groups the policy's groups that the subject is in, by name
   * @param zone the time zone of the file
   */
  public Variables(
      Facts facts, String kind, Map<String, String> labels, List<String> groups, ZoneId zone) {
    values.put("subject", new KnownFields("subject.", subject(facts, groups)));
    values.put(
        "target",
        new KnownFields(
            "target.",
            Map.of(
                "name",
                facts.target(),
                "kind",
                kind,
                "labels",
                new CountedMap(Map.copyOf(labels)),
                "attributes",
                attributes(facts, Known.TARGET))));
    values.put("role", new KnownFields("role.", Map.of("name", facts.role())));
    values.put("request", new KnownFields("request.", request(facts)));
    values.put("now", facts.at());
    values.put("weekday", LocalTimes.weekday(facts.at(), zone));
    values.put("clock", LocalTimes.clock(facts.at(), zone));
    find(facts, Known.INCIDENTS, Value.Many.class)
        .ifPresent(many -> values.put("incidents", plain(many)));
    values.put(Cel.ON_CALL, onCall(facts));
  }

  private Variables(Map<String, Value> statement) {
    Map<String, Object> sql = new HashMap<>();
    statement.forEach((name, value) -> sql.put(name, plain(value)));
    values.put("sql", new KnownFields("sql.", sql));
  }

  /** What is known of a statement, by the fields of {@code sql}. */
  public static Variables ofStatement(Map<String, Value> statement) {
    return new Variables(statement);
  }

  Map<String, Object> values() {
    return values;
  }

  private static Map<String, Object> subject(Facts facts, List<String> groups) {
    Map<String, Object> subject = new HashMap<>();
    subject.put("name", facts.subject().name());
    subject.put("kind", facts.subject().kind().name().toLowerCase(Locale.ROOT));
    actsFor(facts).ifPresent(person -> subject.put("acts_for", person));
    subject.put("groups", new CountedList(groups));
    subject.put("attributes", attributes(facts, Known.SUBJECT));
    find(facts, Known.MFA_AT, Value.Moment.class)
        .ifPresent(proved -> subject.put("mfa_age", age(proved.at(), asked(facts))));
    return subject;
  }

  /** Nobody else for whoever is their own person; not known where only the name is missing. */
  private static Optional<String> actsFor(Facts facts) {
    Optional<String> own =
        facts.subject().person().equals(facts.subject().id()) ? Optional.of("") : Optional.empty();
    return find(facts, Known.ACTS_FOR, Value.Text.class).map(Value.Text::text).or(() -> own);
  }

  /** The second factor counts from when the request was made, however long approvals take. */
  private static Instant asked(Facts facts) {
    return find(facts, Known.ASKED_AT, Value.Moment.class).map(Value.Moment::at).orElse(facts.at());
  }

  private static Duration age(Instant proved, Instant asked) {
    return proved.isAfter(asked) ? Duration.ZERO : Duration.between(proved, asked);
  }

  /** What a request does not say is known to be absent; what it says oddly is not known. */
  private static Map<String, Object> request(Facts facts) {
    Map<String, Object> request = new HashMap<>();
    request.put("reason", facts.reason().orElse(""));
    request.put("duration", facts.asked());
    said(facts, Known.TICKET, new Value.Text(""))
        .ifPresent(ticket -> request.put("ticket", plain(ticket)));
    said(facts, Known.BREAK_GLASS, new Value.Flag(false))
        .ifPresent(breaks -> request.put("break_glass", plain(breaks)));
    said(facts, Known.FIELDS, new Value.Named(Map.of()))
        .ifPresent(fields -> request.put("fields", plain(fields)));
    return request;
  }

  private static Optional<Value> said(Facts facts, String name, Value absent) {
    Value value = facts.known().getOrDefault(name, absent);
    return Optional.of(value).filter(v -> v.getClass() == absent.getClass());
  }

  private static KnownFields onCall(Facts facts) {
    return new KnownFields(Known.ON_CALL, under(facts, Known.ON_CALL));
  }

  private static KnownFields attributes(Facts facts, String prefix) {
    return new KnownFields(prefix + "attributes.", under(facts, prefix));
  }

  private static Map<String, Object> under(Facts facts, String prefix) {
    Map<String, Object> found = new HashMap<>();
    facts
        .known()
        .forEach(
            (name, value) -> {
              if (name.startsWith(prefix) && !BUILT_IN.contains(name)) {
                found.put(name.substring(prefix.length()), plain(value));
              }
            });
    return found;
  }

  private static <V extends Value> Optional<V> find(Facts facts, String name, Class<V> type) {
    return Optional.ofNullable(facts.known().get(name)).filter(type::isInstance).map(type::cast);
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Text v -> v.text();
      case Value.Flag v -> v.yes();
      case Value.Whole v -> v.number();
      case Value.Moment v -> v.at();
      case Value.Span v -> v.length();
      case Value.Many v -> new CountedList(v.items().stream().map(Variables::plain).toList());
      case Value.Named v -> plain(v);
    };
  }

  private static Map<String, Object> plain(Value.Named named) {
    return new CountedMap(
        named.fields().entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> plain(e.getValue()))));
  }
}
