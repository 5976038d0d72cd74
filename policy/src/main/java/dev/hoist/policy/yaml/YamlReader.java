package dev.hoist.policy.yaml;

import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import dev.hoist.policy.yaml.Node.Entry;
import dev.hoist.policy.yaml.Node.Fields;
import dev.hoist.policy.yaml.Node.Items;
import dev.hoist.policy.yaml.Node.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Builds nodes straight from parser events, so that nothing grows beyond the text itself: what is
 * not allowed ends the reading where it stands.
 */
public final class YamlReader {
  /** The language nests half as deep. */
  static final int DEEPEST = 16;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setUseMarks(true)
          .setCodePointLimit(SourceLimits.BYTES)
          .setAllowDuplicateKeys(false)
          .build();

  private final Source source;
  private final Document sort;
  private final Problems problems;
  private final Iterator<Event> events;

  private YamlReader(Source source, Document sort, Problems problems) {
    this.source = source;
    this.sort = sort;
    this.problems = problems;
    this.events = new Parse(SETTINGS).parseString(source.text()).iterator();
  }

  /** A policy file, or nothing after what is wrong with it has been told. */
  public static Optional<Fields> read(Source source, Problems problems) {
    return read(source, Document.POLICY, problems);
  }

  /** The same of another sort of document. */
  public static Optional<Fields> read(Source source, Document sort, Problems problems) {
    if (!SourceLimits.hold(source, sort, problems)) {
      return Optional.empty();
    }
    try {
      return new YamlReader(source, sort, problems).document();
    } catch (NotYaml e) {
      problems.error(source, e.mark, e.said);
    } catch (Problems.Enough e) {
      return Optional.empty(); // the next error ends the reading of the whole set
    } catch (RuntimeException e) {
      // The parser is fed hostile text; whatever it throws is the text's fault, never a crash.
      YamlErrors.report(e, source, problems);
    }
    return Optional.empty();
  }

  private Optional<Fields> document() {
    events.next(); // the start of the stream
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      problems.error(source, Mark.WHOLE, "the file is empty; " + sort.whenEmpty());
      return Optional.empty();
    }
    Node root = node(events.next(), 0);
    events.next(); // the end of the document
    Event after = events.next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      throw new NotYaml(mark(after), "a second document; " + sort.called() + " holds one");
    }
    if (root instanceof Fields fields) {
      return Optional.of(fields);
    }
    throw new NotYaml(root.mark(), sort.called() + " is a mapping of keys, not " + root.sort());
  }

  private Node node(Event event, int depth) {
    if (depth > DEEPEST) {
      throw new NotYaml(mark(event), "nested deeper than " + DEEPEST + " levels");
    }
    if (event instanceof AliasEvent) {
      throw new NotYaml(mark(event), "aliases are not part of the language; write the value out");
    }
    if (event instanceof NodeEvent named && named.getAnchor().isPresent()) {
      throw new NotYaml(mark(event), "anchors are not part of the language; write the value out");
    }
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar);
      case MappingStartEvent mapping -> mapping(tagless(mapping), depth);
      case CollectionStartEvent list -> list(tagless(list), depth);
      default -> throw new NotYaml(mark(event), "not a value: " + event.getEventId());
    };
  }

  private static <E extends CollectionStartEvent> E tagless(E event) {
    if (event.getTag().isPresent()) {
      throw tagged(event);
    }
    return event;
  }

  private static NotYaml tagged(Event event) {
    return new NotYaml(mark(event), "tags (!…) are not part of the language; leave it out");
  }

  private static Scalar scalar(ScalarEvent event) {
    if (event.getTag().isPresent()) {
      throw tagged(event);
    }
    boolean block = event.isLiteral() || event.isFolded();
    return new Scalar(mark(event), event.getValue(), event.isPlain(), block);
  }

  private Items list(CollectionStartEvent start, int depth) {
    List<Node> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(event, depth + 1));
      event = events.next();
    }
    return new Items(mark(start), items);
  }

  private Fields mapping(MappingStartEvent start, int depth) {
    Map<String, Scalar> seen = new HashMap<>();
    List<Entry> entries = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      Scalar key = key(node(event, depth + 1));
      Node value = node(events.next(), depth + 1);
      Scalar first = seen.putIfAbsent(key.text(), key);
      if (first == null) {
        entries.add(new Entry(key, value));
      } else {
        problems.error(
            source,
            key.mark(),
            "duplicate key "
                + key.text()
                + "; it stands in line "
                + first.mark().line()
                + " already");
      }
      event = events.next();
    }
    return new Fields(mark(start), entries);
  }

  private static Scalar key(Node node) {
    if (node instanceof Scalar scalar && !scalar.isNothing() && !scalar.block()) {
      return scalar;
    }
    throw new NotYaml(node.mark(), "a key is a word, not " + node.sort());
  }

  private static Mark mark(Event event) {
    var start = event.getStartMark().orElseThrow();
    var end = event.getEndMark().orElseThrow();
    int width = end.getLine() == start.getLine() ? end.getColumn() - start.getColumn() : 1;
    return new Mark(
        start.getLine() + 1,
        start.getColumn() + 1,
        Math.max(1, width),
        start.getIndex(),
        end.getIndex());
  }

  /** Ends the reading: nothing that follows could be understood. */
  private static final class NotYaml extends RuntimeException {
    private final transient Mark mark;
    private final String said;

    NotYaml(Mark mark, String said) {
      super(said, null, false, false);
      this.mark = mark;
      this.said = said;
    }
  }
}
