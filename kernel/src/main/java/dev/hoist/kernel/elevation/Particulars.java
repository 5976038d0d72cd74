package dev.hoist.kernel.elevation;

import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a requester says besides the reason. Part of what approvers are shown (S12).
 *
 * @param fields the answers to a rule's questions, by name: texts, whole numbers, yes or no
 * @param breakGlass whether the request is made to break the glass (S27)
 */
public record Particulars(Optional<String> ticket, Map<String, Value> fields, boolean breakGlass) {
  public static final Particulars NONE = new Particulars(Optional.empty(), Map.of(), false);

  public Particulars {
    fields = Map.copyOf(fields);
    fields.values().forEach(Particulars::words);
  }

  private static String words(Value answer) {
    return switch (answer) {
      case Value.Text text -> text.text();
      case Value.Whole whole -> Long.toString(whole.number());
      case Value.Flag flag -> Boolean.toString(flag.yes());
      case Value.Moment moment -> throw none();
      case Value.Span span -> throw none();
      case Value.Many many -> throw none();
      case Value.Named named -> throw none();
    };
  }

  private static IllegalArgumentException none() {
    return new IllegalArgumentException("an answer is a text, a whole number, or yes or no");
  }

  /** The answers in words. */
  public SortedMap<String, String> answers() {
    var answers = new TreeMap<String, String>();
    fields.forEach((name, answer) -> answers.put(name, words(answer)));
    return answers;
  }

  /** The same, as policy knows it. */
  public Map<String, Value> known() {
    Map<String, Value> known = new HashMap<>();
    ticket.ifPresent(t -> known.put(Known.TICKET, new Value.Text(t)));
    known.put(Known.FIELDS, new Value.Named(fields));
    known.put(Known.BREAK_GLASS, new Value.Flag(breakGlass));
    return known;
  }
}
