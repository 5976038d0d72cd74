package dev.hoist.policy.parse;

import dev.hoist.kernel.policy.MaskRule;
import dev.hoist.kernel.policy.MaskRule.Detector;
import dev.hoist.kernel.policy.MaskRule.Show;
import dev.hoist.policy.model.GuardDef;
import dev.hoist.policy.model.GuardDef.Rail;
import dev.hoist.policy.model.MaskDef;
import dev.hoist.policy.model.When;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.yaml.Form;
import dev.hoist.policy.yaml.Node.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sections {@code masking} and {@code guardrails}. */
final class ProtectionParser {
  private static final int MOST_ROWS = 100_000_000;

  /** {@code customers.phone}, {@code *.email}, {@code public.customers.*}. */
  private static final Pattern COLUMN = Pattern.compile("(?:[^.\\s]+\\.){1,2}[^.\\s]+");

  private ProtectionParser() {}

  static List<MaskDef> masks(Form file) {
    return lists(file, "masking", ProtectionParser::mask).stream()
        .map(named -> new MaskDef(named.name(), named.items()))
        .toList();
  }

  static List<GuardDef> guards(Form file) {
    return lists(file, "guardrails", ProtectionParser::rail).stream()
        .map(named -> new GuardDef(named.name(), named.items()))
        .toList();
  }

  private record Listed<T>(Located<String> name, List<T> items) {}

  /** A mapping from names to lists of mappings. */
  private static <T> List<Listed<T>> lists(
      Form file, String section, Function<Form, Optional<T>> read) {
    List<Listed<T>> all = new ArrayList<>();
    Optional<Form> named = file.form(section, section);
    for (Entry entry : named.map(Form::entries).orElse(List.of())) {
      var name = new Located<>(entry.key().text(), entry.key().mark());
      Names.check(name, "an entry of " + section, file);
      String empty = section + " " + name.value() + " has nothing in it, and so protects nothing";
      named.ifPresent(n -> n.filled(name.value(), empty));
      List<T> items =
          file.items(entry.value(), section + " " + name.value()).stream()
              .flatMap(item -> file.sub(item, "an item of " + section).stream())
              .flatMap(form -> read.apply(form).stream())
              .toList();
      all.add(new Listed<>(name, items));
    }
    return all;
  }

  private static <E extends Enum<E>> Map<String, E> words(E[] values) {
    return Stream.of(values)
        .collect(Collectors.toMap(v -> v.name().toLowerCase(Locale.ROOT), Function.identity()));
  }

  private static Optional<MaskRule> mask(Form form) {
    form.only("columns", "detect", "show");
    if (form.has("columns") == form.has("detect")) {
      form.error(form.at(), "a mask is of columns or of what is detected: write one of them");
      return Optional.empty();
    }
    if (!form.has("show")) {
      form.missing("show", "write what is left: nothing, partial, last4 or hash");
    }
    List<Located<String>> columns = form.texts("columns");
    form.filled("columns", "columns names none, and so would mask nothing");
    columns.stream()
        .filter(c -> !COLUMN.matcher(c.value()).matches())
        .forEach(c -> form.error(c.mark(), "a column is table.column, or *.column for any table"));
    Optional<Detector> detect = form.word("detect", words(Detector.values()));
    Optional<Show> show = form.word("show", words(Show.values()));
    if (columns.isEmpty() == detect.isEmpty()) {
      return Optional.empty(); // told already
    }
    return show.map(s -> new MaskRule(columns.stream().map(Located::value).toList(), detect, s));
  }

  private static Optional<Rail> rail(Form form) {
    form.only("block", "message", "approve", "limit_rows");
    long kinds = Stream.of("block", "approve", "limit_rows").filter(form::has).count();
    if (kinds != 1) {
      form.error(form.at(), "a guardrail is one of block, approve and limit_rows");
      return Optional.empty();
    }
    if (form.has("message") && !form.has("block")) {
      form.error(form.at("message"), "message goes with block");
    }
    Optional<String> message = form.text("message").map(Located::value);
    Optional<Rail> block =
        form.text("block").map(w -> new Rail.Block(new When(w.value(), w.mark()), message));
    return block
        .or(() -> form.text("approve").map(w -> new Rail.Approve(new When(w.value(), w.mark()))))
        .or(() -> form.whole("limit_rows", 0, MOST_ROWS).map(n -> new Rail.LimitRows(n.value())));
  }
}
