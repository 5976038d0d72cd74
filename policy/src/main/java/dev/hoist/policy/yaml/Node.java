package dev.hoist.policy.yaml;

import dev.hoist.policy.source.Mark;
import java.util.List;

/** A piece of a YAML document and where it stands. */
public sealed interface Node {
  Mark mark();

  /** How the node is called in messages. */
  String sort();

  /**
   * A single value.
   *
   * @param plain whether it stands without quotes
   * @param block whether it is a {@code |} or {@code >} block
   */
  record Scalar(Mark mark, String text, boolean plain, boolean block) implements Node {
    /** Whether nothing is written there, or one of YAML's words for nothing. */
    public boolean isNothing() {
      return plain
          && (text.isEmpty()
              || text.equals("~")
              || text.equals("null")
              || text.equals("Null")
              || text.equals("NULL"));
    }

    @Override
    public String sort() {
      return isNothing() ? "nothing" : "a text";
    }
  }

  /** A list. */
  record Items(Mark mark, List<Node> items) implements Node {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String sort() {
      return "a list";
    }
  }

  /** A mapping, in the order written; its keys are distinct. */
  record Fields(Mark mark, List<Entry> entries) implements Node {
    public Fields {
      entries = List.copyOf(entries);
    }

    @Override
    public String sort() {
      return "a mapping";
    }
  }

  /** A key and its value. */
  record Entry(Scalar key, Node value) {}
}
