package dev.hoist.control.api;

import dev.hoist.control.elevation.Sayings;
import dev.hoist.kernel.elevation.Particulars;
import dev.hoist.kernel.policy.Value;
import dev.hoist.wire.NewRequest;
import dev.hoist.wire.ProblemCode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is said with a request besides the reason, from the API's words to the engine's and back.
 */
final class Answers {
  private Answers() {}

  static Particulars said(NewRequest body) {
    Map<String, Value> fields = new TreeMap<>();
    body.fields().orElse(Map.of()).forEach((name, answer) -> fields.put(name, value(answer)));
    var said =
        new Particulars(
            body.ticket().map(String::strip).filter(ticket -> !ticket.isEmpty()),
            fields,
            body.breakGlass().orElse(false));
    Optional<String> problem = Sayings.problem(said);
    if (problem.isPresent()) {
      throw ApiException.of(ProblemCode.INVALID, problem.get());
    }
    return said;
  }

  private static Value value(Object answer) {
    return switch (answer) {
      case String text -> new Value.Text(text);
      case Boolean yes -> new Value.Flag(yes);
      case Integer number -> new Value.Whole(number);
      case Long number -> new Value.Whole(number);
      default ->
          throw ApiException.of(
              ProblemCode.INVALID, "fields: an answer is a text, a whole number, true or false");
    };
  }

  static Map<String, Object> show(Map<String, Value> fields) {
    Map<String, Object> shown = new TreeMap<>();
    fields.forEach((name, answer) -> shown.put(name, plain(answer)));
    return shown;
  }

  private static Object plain(Value answer) {
    return switch (answer) {
      case Value.Text text -> text.text();
      case Value.Whole whole -> whole.number();
      case Value.Flag flag -> flag.yes();
      case Value.Moment moment -> moment.at();
      case Value.Span span -> span.length();
      case Value.Many many -> many.items().stream().map(Answers::plain).toList();
      case Value.Named named -> show(named.fields());
    };
  }
}
