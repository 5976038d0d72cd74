package dev.hoist.control.elevation;

import dev.hoist.kernel.elevation.Particulars;
import dev.hoist.kernel.policy.Question;
import dev.hoist.kernel.policy.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers as their questions want them: a command line has only texts, and {@code hosts=3} answers
 * a question for a number. What does not read as wanted stays as it is, for policy to object to.
 */
final class Typed {
  private Typed() {}

  static Particulars by(List<Question> questions, Particulars said) {
    Map<String, Value> typed = new HashMap<>(said.fields());
    for (Question question : questions) {
      typed.computeIfPresent(question.name(), (name, answer) -> typed(question.sort(), answer));
    }
    return new Particulars(said.ticket(), typed, said.breakGlass());
  }

  private static Value typed(Question.Sort sort, Value answer) {
    if (!(answer instanceof Value.Text(String text))) {
      return answer;
    }
    return switch (sort) {
      case TEXT, CHOICE -> answer;
      case NUMBER -> text.matches("-?[0-9]{1,18}") ? new Value.Whole(Long.parseLong(text)) : answer;
      case YES_NO ->
          switch (text) {
            case "true", "yes" -> new Value.Flag(true);
            case "false", "no" -> new Value.Flag(false);
            default -> answer;
          };
    };
  }
}
