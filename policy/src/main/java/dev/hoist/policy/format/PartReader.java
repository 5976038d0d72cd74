package dev.hoist.policy.format;

import dev.hoist.policy.format.Part.Group;
import dev.hoist.policy.format.Part.Style;
import dev.hoist.policy.format.Part.Word;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Reads a text that {@link dev.hoist.policy.yaml.YamlReader} has found good. */
final class PartReader {
  private static final LoadSettings SETTINGS = LoadSettings.builder().setUseMarks(true).build();

  private final Text text;
  private final Iterator<Event> events;

  /** Where the gaps between values are: comments stand in nothing else. */
  private final List<Word> words = new ArrayList<>();

  private PartReader(String text) {
    this.text = new Text(text);
    this.events = new Parse(SETTINGS).parseString(text).iterator();
  }

  /** The document, and every value in it in the order of the text. */
  record Document(Group root, List<Word> words, Text text) {}

  static Document read(String text) {
    return new PartReader(text).document();
  }

  private Document document() {
    events.next(); // the start of the stream
    events.next(); // the start of the document
    Part root = part(events.next());
    return new Document((Group) root, List.copyOf(words), text);
  }

  private Part part(Event event) {
    return switch (event) {
      case ScalarEvent scalar -> word(scalar);
      case CollectionStartEvent start -> group(start);
      default -> throw new IllegalStateException("not a value: " + event);
    };
  }

  private Word word(ScalarEvent event) {
    int start = start(event);
    int end = end(event);
    var word =
        new Word(
            start, end, event.getValue(), style(event.getScalarStyle()), text.between(start, end));
    words.add(word);
    return word;
  }

  private static Style style(ScalarStyle style) {
    return switch (style) {
      case PLAIN -> Style.PLAIN;
      case LITERAL -> Style.LITERAL;
      case FOLDED -> Style.FOLDED;
      case SINGLE_QUOTED, DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Style.QUOTED;
    };
  }

  private Group group(CollectionStartEvent start) {
    boolean keyed = start.getEventId() == Event.ID.MappingStart;
    List<Item> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd
        && event.getEventId() != Event.ID.SequenceEnd) {
      items.add(keyed ? entry(event) : element(event, start.isFlow()));
      event = events.next();
    }
    int end = start.isFlow() ? end(event) : items.stream().mapToInt(Item::end).max().orElse(0);
    return new Group(start(start), end, keyed, start.isFlow(), items, new ArrayList<>());
  }

  private Item entry(Event event) {
    Word key = (Word) part(event);
    Part value = part(events.next());
    int start = key.start();
    return new Item(Optional.of(key), value, start, text.column(start), text.isApart(start));
  }

  private Item element(Event event, boolean flow) {
    int before = words.isEmpty() ? 0 : words.getLast().end();
    int start = flow ? start(event) : dash(before, start(event));
    Part value = part(event);
    return new Item(Optional.empty(), value, start, text.column(start), text.isApart(start));
  }

  /** The last dash before an element that is not in a comment: what nests inside has its own. */
  private int dash(int from, int to) {
    int found = to;
    for (int at = from; at < to; at++) {
      if (text.at(at) == '#') {
        at = text.lineEnd(at) - 1;
      } else if (text.at(at) == '-') {
        found = at;
      }
    }
    return found;
  }

  private static int start(Event event) {
    return event.getStartMark().map(Mark::getIndex).orElseThrow();
  }

  private static int end(Event event) {
    return event.getEndMark().map(Mark::getIndex).orElseThrow();
  }
}
