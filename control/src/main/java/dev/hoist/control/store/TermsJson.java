package dev.hoist.control.store;

import static dev.hoist.control.store.Json.duration;
import static dev.hoist.control.store.Json.list;
import static dev.hoist.control.store.Json.object;
import static dev.hoist.control.store.Json.optional;
import static dev.hoist.control.store.Json.text;
import static dev.hoist.control.store.Json.texts;

import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Ask;
import dev.hoist.kernel.policy.Escalation;
import dev.hoist.kernel.policy.Question;
import dev.hoist.kernel.policy.Review;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Terms as stored; what does not apply is left out. */
final class TermsJson {
  private TermsJson() {}

  /** With what is asked, be it nothing: a decision that does not say was kept before it was. */
  static Map<String, Object> whole(Terms terms) {
    Map<String, Object> out = write(terms);
    out.put("ask", write(terms.ask()));
    return out;
  }

  /** What was written once is written the same again, or the store would not take it. */
  static Map<String, Object> write(Terms terms) {
    Map<String, Object> out = object("max", terms.max().toString());
    out.put("stages", terms.stages().stream().map(TermsJson::write).toList());
    out.put("limits", LimitsJson.write(terms.limits()));
    out.put("aftercare", write(terms.aftercare()));
    if (!terms.ask().equals(Ask.NONE)) {
      out.put("ask", write(terms.ask()));
    }
    out.put("questions", terms.questions().stream().map(TermsJson::write).toList());
    return out;
  }

  static Terms read(JsonNode in) {
    return new Terms(
        duration(text(in, "max")),
        list(in, "stages", TermsJson::stage),
        LimitsJson.read(in.required("limits")),
        aftercare(in.required("aftercare")),
        optional(in, "ask", TermsJson::ask).orElse(Ask.NONE),
        list(in, "questions", TermsJson::question));
  }

  private static List<String> sorted(Set<String> principals) {
    return principals.stream().sorted().toList();
  }

  private static Map<String, Object> write(Stage stage) {
    Map<String, Object> out =
        object(
            "count", stage.count(),
            "from", sorted(stage.from()),
            "within", stage.within().toString());
    stage
        .escalation()
        .ifPresent(
            e ->
                out.put("escalation", object("after", e.after().toString(), "to", sorted(e.to()))));
    return out;
  }

  private static Stage stage(JsonNode in) {
    return new Stage(
        in.required("count").intValue(),
        new HashSet<>(texts(in, "from")),
        duration(text(in, "within")),
        optional(
            in,
            "escalation",
            e -> new Escalation(duration(text(e, "after")), new HashSet<>(texts(e, "to")))));
  }

  private static Map<String, Object> write(Aftercare aftercare) {
    Map<String, Object> out = object("told", sorted(aftercare.told()));
    aftercare
        .review()
        .ifPresent(
            r -> out.put("review", object("within", r.within().toString(), "by", sorted(r.by()))));
    return out;
  }

  private static Aftercare aftercare(JsonNode in) {
    return new Aftercare(
        new HashSet<>(texts(in, "told")),
        optional(
            in,
            "review",
            r -> new Review(duration(text(r, "within")), new HashSet<>(texts(r, "by")))));
  }

  private static Map<String, Object> write(Ask ask) {
    Map<String, Object> out = object("reason", ask.reason());
    ask.ticket().ifPresent(pattern -> out.put("ticket", pattern));
    return out;
  }

  private static Ask ask(JsonNode in) {
    return new Ask(
        in.required("reason").booleanValue(), optional(in, "ticket", JsonNode::stringValue));
  }

  private static Map<String, Object> write(Question question) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", question.name());
    out.put("label", question.label());
    out.put("sort", question.sort().name());
    out.put("required", question.required());
    question.pattern().ifPresent(p -> out.put("pattern", p));
    out.put("choices", question.choices());
    question.least().ifPresent(n -> out.put("least", n));
    question.most().ifPresent(n -> out.put("most", n));
    question.message().ifPresent(m -> out.put("message", m));
    return out;
  }

  private static Question question(JsonNode in) {
    return new Question(
        text(in, "name"),
        text(in, "label"),
        Question.Sort.valueOf(text(in, "sort")),
        in.required("required").booleanValue(),
        optional(in, "pattern", JsonNode::stringValue),
        texts(in, "choices"),
        optional(in, "least", JsonNode::longValue),
        optional(in, "most", JsonNode::longValue),
        optional(in, "message", JsonNode::stringValue));
  }
}
