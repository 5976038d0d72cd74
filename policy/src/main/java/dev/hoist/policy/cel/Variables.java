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
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Facts, as conditions see them; each is made when a condition first asks for it. Not thread-safe.
 */
public final class Variables {
  private static final Set<String> BUILT_IN =
      Set.of(
          Known.MFA_AT, Known.ACTS_FOR, Known.TARGET_KIND, Known.TARGET_LABELS, Known.TARGET_OWNER);

  private final Function<String, Optional<Object>> known;
  private final Map<String, Object> made = new HashMap<>(4);

  private Variables(Function<String, Optional<Object>> known) {
    this.known = known;
  }

  /**
   * What is known of a request.
   *
   * @param kind the target's kind
   * @param labels the target's labels
   * @param groups the policy's groups that the subject is in, by name
   * @param zone the time zone of the file
   */
  public static Variables of(
      Facts facts,
      String kind,
      Map<String, String> labels,
      Supplier<List<String>> groups,
      ZoneId zone) {
    return new Variables(
        name ->
            switch (name) {
              case "subject" ->
                  Optional.of(new KnownFields("subject.", field -> subject(facts, groups, field)));
              case "target" ->
                  Optional.of(
                      new KnownFields("target.", field -> target(facts, kind, labels, field)));
              case "role" -> Optional.of(new KnownFields("role.", field -> role(facts, field)));
              case "request" ->
                  Optional.of(new KnownFields("request.", field -> request(facts, field)));
              case "now" -> Optional.of(facts.at());
              case "weekday" -> Optional.of(LocalTimes.weekday(facts.at(), zone));
              case "clock" -> Optional.of(LocalTimes.clock(facts.at(), zone));
              case Known.INCIDENTS ->
                  find(facts, Known.INCIDENTS, Value.Many.class).map(Variables::plain);
              case Cel.ON_CALL -> Optional.of(under(facts, Known.ON_CALL, Known.ON_CALL));
              default -> Optional.empty();
            });
  }

  /** What is known of a statement, by the fields of {@code sql}. */
  public static Variables ofStatement(Map<String, Value> statement) {
    var sql =
        new KnownFields(
            "sql.", field -> Optional.ofNullable(statement.get(field)).map(Variables::plain));
    return new Variables(name -> name.equals("sql") ? Optional.of(sql) : Optional.empty());
  }

  Optional<Object> find(String name) {
    Object value = made.get(name);
    if (value != null) {
      return Optional.of(value);
    }
    Optional<Object> fresh = known.apply(name);
    fresh.ifPresent(v -> made.put(name, v));
    return fresh;
  }

  private static Optional<Object> subject(
      Facts facts, Supplier<List<String>> groups, String field) {
    return switch (field) {
      case "name" -> Optional.of(facts.subject().name());
      case "kind" -> Optional.of(facts.subject().kind().name().toLowerCase(Locale.ROOT));
      case "acts_for" -> actsFor(facts).map(person -> person);
      case "groups" -> Optional.of(new CountedList(groups.get()));
      case "attributes" -> Optional.of(attributes(facts, Known.SUBJECT));
      case "mfa_age" ->
          find(facts, Known.MFA_AT, Value.Moment.class)
              .map(proved -> age(proved.at(), asked(facts)));
      default -> Optional.empty();
    };
  }

  private static Optional<Object> target(
      Facts facts, String kind, Map<String, String> labels, String field) {
    return switch (field) {
      case "name" -> Optional.of(facts.target());
      case "kind" -> Optional.of(kind);
      case "labels" -> Optional.of(new CountedMap(Map.copyOf(labels)));
      case "attributes" -> Optional.of(attributes(facts, Known.TARGET));
      default -> Optional.empty();
    };
  }

  private static Optional<Object> role(Facts facts, String field) {
    return field.equals("name") ? Optional.of(facts.role()) : Optional.empty();
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
  private static Optional<Object> request(Facts facts, String field) {
    return switch (field) {
      case "reason" -> Optional.of(facts.reason().orElse(""));
      case "duration" -> Optional.of(facts.asked());
      case "ticket" -> said(facts, Known.TICKET, new Value.Text(""));
      case "break_glass" -> said(facts, Known.BREAK_GLASS, new Value.Flag(false));
      case "fields" -> said(facts, Known.FIELDS, new Value.Named(Map.of()));
      default -> Optional.empty();
    };
  }

  private static Optional<Object> said(Facts facts, String name, Value absent) {
    Value value = facts.known().getOrDefault(name, absent);
    return value.getClass() == absent.getClass() ? Optional.of(plain(value)) : Optional.empty();
  }

  private static KnownFields attributes(Facts facts, String prefix) {
    return under(facts, prefix, prefix + "attributes.");
  }

  private static KnownFields under(Facts facts, String prefix, String path) {
    return new KnownFields(
        path,
        field ->
            Optional.of(prefix + field)
                .filter(name -> !BUILT_IN.contains(name))
                .map(facts.known()::get)
                .map(Variables::plain));
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
