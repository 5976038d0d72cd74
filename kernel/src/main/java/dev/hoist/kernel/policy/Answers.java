package dev.hoist.kernel.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers as their questions want them: a command line has only texts, and {@code hosts=3} answers
 * a question for a number. What does not read as wanted stays as it is, for policy to object to.
 */
public final class Answers {
  private Answers() {}

  /**
   * @param answers by the names of their questions; what was not asked for stays as it is
   */
  public static Map<String, Value> typed(List<Question> questions, Map<String, Value> answers) {
    Map<String, Value> typed = new HashMap<>(answers);
    for (Question question : questions) {
      typed.computeIfPresent(question.name(), (name, answer) -> typed(question.sort(), answer));
    }
    return typed;
  }

  /** The same facts with the answers as the questions of the role's rules want them. */
  public static Facts typed(PolicySet policy, Facts facts) {
    if (!(facts.known().get(Known.FIELDS) instanceof Value.Named said) || said.fields().isEmpty()) {
      return facts;
    }
    var typed = new Value.Named(typed(policy.questions(facts), said.fields()));
    return facts.knowing(Map.of(Known.FIELDS, typed), facts.at());
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
