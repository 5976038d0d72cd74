package dev.hoist.policy.format;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.policy.format.Part.Note;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import dev.hoist.policy.yaml.Node;
import dev.hoist.policy.yaml.Node.Entry;
import dev.hoist.policy.yaml.Node.Fields;
import dev.hoist.policy.yaml.Node.Items;
import dev.hoist.policy.yaml.Node.Scalar;
import dev.hoist.policy.yaml.YamlReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks once more whether a text says what it said before: no file is written otherwise. */
final class Sameness {
  private Sameness() {}

  static boolean holds(Node before, List<Note> notes, String text) {
    var problems = new Problems();
    Optional<Fields> after =
        YamlReader.read(new Source(new PolicyFile("formatted", text)), problems);
    return after.isPresent()
        && !problems.hasErrors()
        && same(before, after.get())
        && said(notes).equals(said(Notes.of(PartReader.read(text))));
  }

  private static List<String> said(List<Note> notes) {
    return notes.stream().map(Note::text).sorted().toList();
  }

  private static boolean same(Node one, Node other) {
    return switch (one) {
      case Scalar a -> other instanceof Scalar b && same(a, b);
      case Items a -> other instanceof Items b && same(a.items(), b.items());
      case Fields a -> other instanceof Fields b && same(a, b);
    };
  }

  /** Without quotes some texts mean a number, yes, no or nothing; others mean themselves. */
  private static boolean same(Scalar one, Scalar other) {
    return one.text().equals(other.text())
        && (one.plain() == other.plain() || one.text().indexOf(' ') > 0 || isLines(one));
  }

  private static boolean isLines(Scalar scalar) {
    return scalar.text().indexOf('\n') >= 0;
  }

  private static boolean same(List<Node> one, List<Node> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return one.size() == other.size();
  }

  private static boolean same(Fields one, Fields other) {
    Map<String, Node> values = new HashMap<>();
    other.entries().forEach(e -> values.put(e.key().text(), e.value()));
    for (Entry entry : one.entries()) {
      Node value = values.remove(entry.key().text());
      if (value == null || !same(entry.value(), value)) {
        return false;
      }
    }
    return values.isEmpty();
  }
}
