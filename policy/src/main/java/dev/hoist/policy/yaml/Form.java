package dev.hoist.policy.yaml;

import dev.hoist.policy.source.Durations;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import dev.hoist.policy.yaml.Node.Entry;
import dev.hoist.policy.yaml.Node.Fields;
import dev.hoist.policy.yaml.Node.Items;
import dev.hoist.policy.yaml.Node.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Reads one mapping by its keys. Whatever is not as it should be is told with its place, and reads
 * as absent, so that one pass finds everything.
 */
public final class Form {
  /** What YAML takes for something else than a text, when it stands without quotes. */
  private static final Pattern NO_TEXT =
      Pattern.compile(
          "true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
              + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Known keys that unknown keys come close to. */
  private final Set<String> misspelt = new HashSet<>();

  private final String name;
  private String what;
  private Mark at;
  private final Source source;
  private final Problems problems;

  private Form(Fields fields, String name, String what, Mark at, Source source, Problems problems) {
    fields.entries().forEach(e -> entries.put(e.key().text(), e));
    this.name = name;
    this.what = what;
    this.at = at;
    this.source = source;
    this.problems = problems;
  }

  /**
   * @param what the mapping's name in messages: {@code a rule}
   * @param at the place to name when something is missing from it
   */
  public static Form of(Fields fields, String what, Mark at, Source source, Problems problems) {
    return new Form(fields, "", what, at, source, problems);
  }

  /** The same for a node that ought to be a mapping. */
  public static Optional<Form> of(
      Node node, String what, Mark at, Source source, Problems problems) {
    if (node instanceof Fields fields) {
      return Optional.of(new Form(fields, "", what, at, source, problems));
    }
    problems.error(source, node.mark(), what + " is a mapping (key: value), not " + node.sort());
    return Optional.empty();
  }

  /** The name that this mapping stands under, when it is one of several. */
  public String name() {
    return name;
  }

  /** Tells of every key that is none of these. */
  public Form only(String... keys) {
    return only(List.of(keys));
  }

  /** Tells of every key that is none of these. */
  public Form only(List<String> known) {
    for (Entry entry : entries.values()) {
      String key = entry.key().text();
      if (!known.contains(key)) {
        Optional<String> meant = Nearest.to(key, known);
        meant.ifPresent(misspelt::add);
        String valid = "keys here: " + String.join(", ", known);
        String hint =
            meant.map(k -> "; did you mean " + k + "? (" + valid + ")").orElse("; " + valid);
        error(entry.key().mark(), "unknown key " + key + " in " + what + hint);
      }
    }
    return this;
  }

  /** A node inside this one that ought to be a mapping; told of at its own place. */
  public Optional<Form> sub(Node node, String called) {
    return of(node, called, node.mark(), source, problems);
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Whether a key holds an empty list. */
  public boolean isEmptyList(String key) {
    return node(key).filter(n -> n instanceof Items i && i.items().isEmpty()).isPresent();
  }

  /** Tells of a key that holds an empty list: it would read as if nothing were asked for. */
  public void filled(String key, String message) {
    if (isEmptyList(key)) {
      error(at(key), message);
    }
  }

  public Mark at() {
    return at;
  }

  /** Where a key stands; where the mapping is told of, when it is not there. */
  public Mark at(String key) {
    Entry entry = entries.get(key);
    return entry == null ? at : entry.key().mark();
  }

  public void error(Mark mark, String message) {
    problems.error(source, mark, message);
  }

  /**
   * Tells that a key is missing, unless it is there misspelt, which {@link #only} tells better.
   *
   * @param how what to write, as an imperative
   */
  public void missing(String key, String how) {
    if (!misspelt.contains(key)) {
      error(at, what + " needs " + key + "; " + how);
    }
  }

  /** From now on the mapping is called so, and told of there. */
  public void call(String called, Mark place) {
    what = called;
    at = place;
  }

  public Optional<Node> node(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /** All entries, for mappings from names. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  public Optional<Located<String>> text(String key) {
    return node(key).flatMap(n -> text(n, key));
  }

  /** A text that is one to YAML too, and not a number or yes or no. */
  public Optional<Located<String>> string(String key) {
    Optional<Located<String>> text = text(key);
    boolean other =
        text.isPresent() && isPlain(key) && NO_TEXT.matcher(text.get().value()).matches();
    if (other) {
      String value = text.get().value();
      error(text.get().mark(), key + " is a text; write it in quotes: \"" + value + '"');
    }
    return text;
  }

  private boolean isPlain(String key) {
    return node(key).filter(n -> n instanceof Scalar scalar && scalar.plain()).isPresent();
  }

  /** A node that ought to be a single, non-empty value. */
  public Optional<Located<String>> text(Node node, String key) {
    if (node instanceof Scalar scalar && !scalar.isNothing() && !scalar.text().isBlank()) {
      return Optional.of(new Located<>(scalar.text().strip(), scalar.mark()));
    }
    String found = node instanceof Scalar ? "nothing" : node.sort();
    error(node.mark(), key + " is a text, not " + found);
    return Optional.empty();
  }

  /** One text or a list of texts. */
  public List<Located<String>> texts(String key) {
    return node(key).map(n -> texts(n, key)).orElse(List.of());
  }

  public List<Located<String>> texts(Node node, String key) {
    return switch (node) {
      case Scalar scalar -> text(scalar, key).stream().toList();
      case Items items -> items.items().stream().flatMap(i -> text(i, key).stream()).toList();
      case Fields fields -> {
        error(fields.mark(), key + " is a text or a list of texts, not a mapping");
        yield List.of();
      }
    };
  }

  /** A list; told and empty when it is something else. */
  public List<Node> list(String key) {
    return node(key).map(n -> items(n, key)).orElse(List.of());
  }

  /** A node that ought to be a list. */
  public List<Node> items(Node node, String called) {
    if (node instanceof Items items) {
      return items.items();
    }
    error(node.mark(), called + " is a list, not " + node.sort());
    return List.of();
  }

  public Optional<Form> form(String key, String called) {
    return node(key).flatMap(n -> of(n, called, at(key), source, problems));
  }

  /** A mapping from names to mappings; each with its name. */
  public List<Located<Form>> forms(String key, String called) {
    return form(key, key).map(form -> form.forms(called)).orElse(List.of());
  }

  /** The same, when this mapping is such a one. */
  public List<Located<Form>> forms(String called) {
    List<Located<Form>> all = new ArrayList<>();
    for (Entry entry : entries.values()) {
      String name = entry.key().text();
      if (entry.value() instanceof Fields fields) {
        Mark at = entry.key().mark();
        var named = new Form(fields, name, called + " " + name, at, source, problems);
        all.add(new Located<>(named, at));
      } else {
        error(
            entry.value().mark(),
            called + " " + name + " is a mapping (key: value), not " + entry.value().sort());
      }
    }
    return all;
  }

  /** A duration within bounds. */
  public Optional<Located<Duration>> duration(String key, Duration least, Duration most) {
    return text(key).flatMap(t -> duration(t, key, least, most));
  }

  private Optional<Located<Duration>> duration(
      Located<String> text, String key, Duration least, Duration most) {
    Optional<Duration> parsed = Durations.parse(text.value());
    if (parsed.isEmpty()) {
      error(text.mark(), key + " is " + Durations.FORM + ", not " + text.value());
    } else if (parsed.get().compareTo(least) < 0 || parsed.get().compareTo(most) > 0) {
      String bounds = Durations.show(least) + " to " + Durations.show(most);
      error(text.mark(), key + " is from " + bounds + ", not " + text.value());
    } else {
      return Optional.of(new Located<>(parsed.get(), text.mark()));
    }
    return Optional.empty();
  }

  /** A whole number within bounds. */
  public Optional<Located<Integer>> whole(String key, int least, int most) {
    return node(key).flatMap(n -> whole(n, key, least, most));
  }

  /** A node that ought to be such a number. */
  public Optional<Located<Integer>> whole(Node node, String key, int least, int most) {
    return text(node, key).flatMap(t -> whole(t.map(shown(node)), key, least, most));
  }

  private Optional<Located<Integer>> whole(Located<String> text, String key, int least, int most) {
    boolean number = WHOLE.matcher(text.value()).matches();
    int value = number ? Integer.parseInt(text.value()) : -1;
    if (value < least || value > most) {
      error(
          text.mark(),
          key + " is a whole number from " + least + " to " + most + ", not " + text.value());
      return Optional.empty();
    }
    return Optional.of(new Located<>(value, text.mark()));
  }

  /** As written: a number in quotes is none, nor is yes or no. */
  private static UnaryOperator<String> shown(Node node) {
    return text -> node instanceof Scalar scalar && scalar.plain() ? text : '"' + text + '"';
  }

  /** Yes or no, as {@code true} or {@code false}. */
  public Optional<Boolean> flag(String key) {
    return node(key)
        .flatMap(n -> text(n, key).map(t -> t.map(shown(n))))
        .flatMap(t -> word(t, key, Map.of("true", true, "false", false)));
  }

  /** One of a few words, each with its meaning. */
  public <T> Optional<T> word(String key, Map<String, T> meanings) {
    return text(key).flatMap(t -> word(t, key, meanings));
  }

  private <T> Optional<T> word(Located<String> text, String key, Map<String, T> meanings) {
    T meaning = meanings.get(text.value());
    if (meaning == null) {
      List<String> words = meanings.keySet().stream().sorted().toList();
      String hint = Nearest.hint(text.value(), words);
      error(
          text.mark(), key + " is " + String.join(" or ", words) + ", not " + text.value() + hint);
    }
    return Optional.ofNullable(meaning);
  }
}
