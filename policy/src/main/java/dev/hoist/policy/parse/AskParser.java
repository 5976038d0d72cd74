package dev.hoist.policy.parse;

import dev.hoist.kernel.policy.Question;
import dev.hoist.kernel.policy.Question.Sort;
import dev.hoist.policy.model.Effect.Ask;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.SafePattern;
import dev.hoist.policy.yaml.Form;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key {@code ask} of a rule. */
final class AskParser {
  private static final int MOST_QUESTIONS = 20;
  private static final int MOST_CHOICES = 100;

  private static final Map<String, Sort> SORTS =
      Map.of(
          "text", Sort.TEXT, "number", Sort.NUMBER, "choice", Sort.CHOICE, "yes_no", Sort.YES_NO);

  private AskParser() {}

  static Ask parse(Form rule) {
    Optional<Form> ask = rule.form("ask", "ask").map(a -> a.only("reason", "ticket", "fields"));
    if (ask.isEmpty()) {
      return new Ask(false, Optional.empty(), List.of());
    }
    Form form = ask.get();
    boolean reason = form.word("reason", Map.of("required", true, "optional", false)).orElse(false);
    Optional<Located<String>> ticket = form.text("ticket");
    ticket.ifPresent(pattern -> checkPattern(pattern, form));
    List<Located<Form>> fields = form.forms("fields", "field");
    if (fields.size() > MOST_QUESTIONS) {
      form.error(form.at("fields"), "a form has at most " + MOST_QUESTIONS + " fields");
    }
    return new Ask(reason, ticket, fields.stream().map(AskParser::question).toList());
  }

  /** RE2: no pattern takes longer than its text is long. */
  private static void checkPattern(Located<String> pattern, Form form) {
    SafePattern.wrong(pattern.value()).ifPresent(why -> form.error(pattern.mark(), why));
  }

  private static Question question(Located<Form> named) {
    Form form =
        named.value().only("type", "label", "required", "pattern", "of", "min", "max", "message");
    Names.check(new Located<>(form.name(), named.mark()), "a field", form);
    Sort sort = form.word("type", SORTS).orElse(Sort.TEXT);
    if (!form.has("type")) {
      form.missing("type", "write type: text, number, choice or yes_no");
    }
    onlyFor(form, sort);
    Optional<Located<Integer>> min = form.whole("min", 0, 999_999_999);
    Optional<Located<Integer>> max = form.whole("max", 0, 999_999_999);
    max.filter(most -> min.filter(least -> least.value() > most.value()).isPresent())
        .ifPresent(most -> form.error(most.mark(), "max is below min; nobody could answer that"));
    Optional<Located<String>> pattern = form.text("pattern");
    pattern.ifPresent(p -> checkPattern(p, form));
    form.text("label").ifPresent(l -> Names.checkMessage(l, form));
    form.text("message").ifPresent(m -> Names.checkMessage(m, form));
    return new Question(
        form.name(),
        form.text("label").map(Located::value).orElse(form.name()),
        sort,
        form.flag("required").orElse(true),
        pattern.map(Located::value),
        form.texts("of").stream().map(Located::value).toList(),
        min.map(n -> (long) n.value()),
        max.map(n -> (long) n.value()),
        form.text("message").map(Located::value));
  }

  private static void onlyFor(Form form, Sort sort) {
    only(form, sort, "pattern", Sort.TEXT);
    only(form, sort, "of", Sort.CHOICE);
    only(form, sort, "min", Sort.NUMBER);
    only(form, sort, "max", Sort.NUMBER);
    if (sort == Sort.CHOICE && form.texts("of").isEmpty()) {
      form.missing("of", "list what there is to choose from, such as of: [low, high]");
    }
    if (form.texts("of").size() > MOST_CHOICES) {
      form.error(form.at("of"), "there are at most " + MOST_CHOICES + " choices");
    }
  }

  private static void only(Form form, Sort sort, String key, Sort of) {
    if (form.has(key) && sort != of) {
      String word = of.name().toLowerCase(java.util.Locale.ROOT);
      form.error(form.at(key), key + " is for fields of type " + word);
    }
  }
}
