package dev.hoist.policy.diff;

import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Question;
import dev.hoist.kernel.policy.Review;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.policy.Windows;
import dev.hoist.policy.source.Durations;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What terms say, key by key, in one spelling: what says the same is the same text. Nothing of them
 * may be missing here, or a change of it would not be seen.
 */
public final class TermSayings {
  private TermSayings() {}

  /** What the second terms say otherwise, each like {@code idle 15m, was none}. */
  public static List<String> changes(Terms was, Terms is) {
    boolean alike = was.stages().size() == is.stages().size();
    Function<Terms, Map<String, String>> approval =
        alike ? TermSayings::rounds : t -> Map.of("approval", approval(t.stages()));
    Map<String, String> before = of(was, approval);
    Map<String, String> after = of(is, approval);
    Set<String> keys = new LinkedHashSet<>(after.keySet());
    keys.addAll(before.keySet());
    List<String> changes = new ArrayList<>();
    for (String key : keys) {
      String then = before.getOrDefault(key, "");
      String now = after.getOrDefault(key, "");
      if (!then.equals(now)) {
        changes.add(key + " " + orNone(now) + ", was " + orNone(then));
      }
    }
    return changes;
  }

  private static String orNone(String said) {
    return said.isEmpty() ? "none" : said;
  }

  private static Map<String, String> of(
      Terms terms, Function<Terms, Map<String, String>> approval) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("max", Durations.show(terms.max()));
    limits(terms.limits(), said);
    said.putAll(approval.apply(terms));
    said.put("ask reason", terms.ask().reason() ? "required" : "");
    said.put("ask ticket", terms.ask().ticket().orElse(""));
    terms.questions().forEach(q -> said.put(asked(q), question(q)));
    after(terms.aftercare(), said);
    return said;
  }

  private static void limits(Limits limits, Map<String, String> said) {
    said.put("extend", limits.extension().map(TermSayings::extension).orElse(""));
    said.put("idle", limits.idle().map(Durations::show).orElse(""));
    said.put("not_before", limits.notBefore().map(Object::toString).orElse(""));
    said.put("not_after", limits.notAfter().map(Object::toString).orElse(""));
    said.put("windows", limits.windows().stream().map(TermSayings::windows).collect(joined()));
    said.put("on_change", limits.revokeOnChange() ? "revoke" : "keep");
  }

  private static void after(Aftercare after, Map<String, String> said) {
    said.put("notify", sorted(after.told()));
    said.put("review", after.review().map(TermSayings::review).orElse(""));
  }

  private static String review(Review review) {
    return "by " + sorted(review.by()) + " within " + Durations.show(review.within());
  }

  /** Each round by itself, so that only what changed of it is told. */
  private static Map<String, String> rounds(Terms terms) {
    Map<String, String> said = new LinkedHashMap<>();
    int number = 0;
    for (Stage stage : terms.stages()) {
      String round = terms.stages().size() == 1 ? "" : "round " + ++number + " ";
      said.put(round + "approvals", String.valueOf(stage.count()));
      said.put(round + "from", sorted(stage.from()));
      said.put(round + "within", Durations.show(stage.within()));
      said.put(round + "escalate", escalation(stage));
    }
    return said;
  }

  private static String approval(List<Stage> stages) {
    return stages.stream()
        .map(s -> s.count() + " of " + sorted(s.from()) + " within " + Durations.show(s.within()))
        .collect(Collectors.joining(", then "));
  }

  private static String escalation(Stage stage) {
    return stage
        .escalation()
        .map(e -> "after " + Durations.show(e.after()) + " to " + sorted(e.to()))
        .orElse("");
  }

  static String extension(Extension extension) {
    return extension.times() + " × " + Durations.show(extension.by());
  }

  static String windows(Windows windows) {
    return windows.hours().stream()
            .map(w -> days(w) + " " + w.from() + "-" + w.to())
            .sorted()
            .collect(joined())
        + " "
        + windows.zone().getId();
  }

  private static String days(Windows.Window window) {
    return window.days().stream()
        .sorted()
        .map(DayOfWeek::name)
        .map(d -> d.substring(0, 3).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  /** A field may be called as what else is asked for: reason, or ticket. */
  static String asked(Question q) {
    return "ask field " + q.name();
  }

  static String question(Question q) {
    return Stream.of(
            word(q.sort()),
            q.required() ? "" : "optional",
            q.label().equals(q.name()) ? "" : "labelled " + quoted(q.label()),
            q.pattern().map(p -> "like " + quoted(p)).orElse(""),
            q.choices().isEmpty() ? "" : "of " + choices(q),
            q.least().map(n -> "from " + n).orElse(""),
            q.most().map(n -> "to " + n).orElse(""),
            q.message().map(m -> "else says " + quoted(m)).orElse(""))
        .filter(s -> !s.isEmpty())
        .collect(joined());
  }

  private static String choices(Question q) {
    return q.choices().stream().map(c -> apart(c, "/,")).collect(Collectors.joining("/"));
  }

  /** A text among others, in quotes where it could be taken for more than one of them. */
  static String apart(String text, String separators) {
    boolean plain =
        !text.isEmpty() && text.chars().noneMatch(c -> (separators + "\"\\\n").indexOf(c) >= 0);
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String sorted(Collection<String> names) {
    return names.stream().sorted().collect(joined());
  }

  static String word(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(", ");
  }
}
