package dev.hoist.cli.command;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Ask;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Question;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.policy.Value;
import dev.hoist.policy.replay.Past;
import dev.hoist.policy.replay.Past.Answer;
import dev.hoist.policy.replay.Past.Kept;
import dev.hoist.wire.Json;
import dev.hoist.wire.PastDecisionView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** Decisions of the past as the server hands them out. What it cannot read it refuses. */
final class PastJson {
  /** Few rules gave their terms to many requests: each of these is read once. */
  private static final Map<JsonNode, Kept> READ = new ConcurrentHashMap<>();

  private static final int MOST_READ = 1000;
  private static final ObjectReader STORED = Json.responses().readerFor(Stored.class);

  private PastJson() {}

  static Past read(PastDecisionView view) {
    return new Past(view.number(), view.request(), facts(view.facts()), answer(view.decision()));
  }

  private static Facts facts(JsonNode in) {
    return new Facts(
        subject(in.required("subject")),
        Set.copyOf(texts(in.path("groups"))),
        text(in, "target"),
        text(in, "role"),
        Duration.parse(text(in, "asked")),
        optional(in, "reason"),
        Instant.parse(text(in, "at")),
        named(in.path("known")));
  }

  private static Subject subject(JsonNode in) {
    return new Subject(
        new SubjectId(UUID.fromString(text(in, "id"))),
        new SubjectId(UUID.fromString(text(in, "person"))),
        text(in, "name"),
        Subject.Kind.valueOf(text(in, "kind")));
  }

  private static Answer answer(JsonNode in) {
    String answer = text(in, "answer");
    return switch (answer) {
      case "allowed" -> new Answer.Given(text(in, "rule"), terms(in.required("terms")));
      case "amend" -> new Answer.Amended(text(in, "rule"), terms(in.required("terms")));
      case "denied" -> new Answer.Denied(optional(in, "rule"), text(in, "message"));
      default -> throw new IllegalArgumentException("a decision answers " + answer);
    };
  }

  /**
   * As they were kept.
   *
   * @param ask missing in decisions from before it was kept
   */
  private record Stored(
      Duration max,
      List<Stage> stages,
      Limits limits,
      Aftercare aftercare,
      Optional<Ask> ask,
      List<Question> questions) {
    Kept kept() {
      Terms terms = new Terms(max, stages, limits, aftercare, ask.orElse(Ask.NONE), questions);
      return new Kept(terms, ask.isPresent());
    }
  }

  private static Kept terms(JsonNode in) {
    for (String part : List.of("limits", "aftercare")) {
      in.required(part);
    }
    Kept known = READ.get(in);
    if (known != null) {
      return known;
    }
    Stored stored = STORED.readValue(in);
    if (READ.size() < MOST_READ) {
      READ.put(in, stored.kept());
    }
    return stored.kept();
  }

  private static Map<String, Value> named(JsonNode in) {
    Map<String, Value> values = new HashMap<>();
    in.forEachEntry((name, value) -> values.put(name, value(value)));
    return values;
  }

  /** An object with one key, which says of what type the value is. */
  private static Value value(JsonNode in) {
    String type = in.propertyNames().stream().collect(Collectors.joining());
    JsonNode value = in.path(type);
    return switch (type) {
      case "text" -> new Value.Text(value.stringValue());
      case "flag" -> new Value.Flag(value.booleanValue());
      case "whole" -> new Value.Whole(value.longValue());
      case "moment" -> new Value.Moment(Instant.parse(value.stringValue()));
      case "span" -> new Value.Span(Duration.parse(value.stringValue()));
      case "many" -> new Value.Many(value.values().stream().map(PastJson::value).toList());
      case "named" -> new Value.Named(named(value));
      default -> throw new IllegalArgumentException("a value is of type " + type);
    };
  }

  private static List<String> texts(JsonNode in) {
    return in.values().stream().map(JsonNode::stringValue).toList();
  }

  private static Optional<String> optional(JsonNode in, String name) {
    return in.hasNonNull(name) ? Optional.of(text(in, name)) : Optional.empty();
  }

  private static String text(JsonNode in, String name) {
    return in.required(name).stringValue();
  }
}
