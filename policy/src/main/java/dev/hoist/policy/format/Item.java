package dev.hoist.policy.format;

import dev.hoist.policy.format.Part.Group;
import dev.hoist.policy.format.Part.Note;
import dev.hoist.policy.format.Part.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A key with its value, or an element of a list; and the comments that go with it. */
final class Item {
  private final Optional<Word> key;
  private final Part value;
  private final int start;
  private final int column;
  private final boolean apart;
  private final List<Note> before = new ArrayList<>();
  private Optional<Note> beside = Optional.empty();

  /**
   * @param start where its key or its dash stands
   * @param column of that, from 0
   * @param apart whether an empty line is before it
   */
  Item(Optional<Word> key, Part value, int start, int column, boolean apart) {
    this.key = key;
    this.value = value;
    this.start = start;
    this.column = column;
    this.apart = apart;
  }

  Optional<Word> key() {
    return key;
  }

  Part value() {
    return value;
  }

  int start() {
    return start;
  }

  int end() {
    return Math.max(value.end(), key.map(Word::end).orElse(0));
  }

  int column() {
    return column;
  }

  boolean apart() {
    return apart;
  }

  /** The comments on lines of their own before it. */
  List<Note> before() {
    return before;
  }

  /** The comment at the end of its line. */
  Optional<Note> beside() {
    return beside;
  }

  void addBefore(Note note) {
    before.add(note);
  }

  /** A line has room for one; the next one gets a line of its own. */
  void addBeside(Note note) {
    if (beside.isPresent()) {
      before.add(note);
    } else {
      beside = Optional.of(note);
    }
  }

  boolean isNamed(String name) {
    return key.filter(k -> k.text().equals(name)).isPresent();
  }

  /** Whether it can only be written on lines of its own. */
  boolean needsLines() {
    if (!before.isEmpty() || beside.isPresent()) {
      return true;
    }
    return switch (value) {
      case Word word -> false;
      case Group group -> group.needsLines();
    };
  }
}
