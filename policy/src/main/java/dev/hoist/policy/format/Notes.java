package dev.hoist.policy.format;

import dev.hoist.policy.format.Part.Note;
import dev.hoist.policy.format.Part.Style;
import dev.hoist.policy.format.Part.Word;
import java.util.ArrayList;
import java.util.List;

/** Finds comments. Between values a {@code #} begins one; inside of values none does. */
final class Notes {
  private final Text text;
  private final List<Note> found = new ArrayList<>();

  private Notes(Text text) {
    this.text = text;
  }

  static List<Note> of(PartReader.Document document) {
    var notes = new Notes(document.text());
    int from = 0;
    for (Word word : document.words()) {
      notes.gap(from, word.start());
      if (word.style() == Style.LITERAL || word.style() == Style.FOLDED) {
        notes.gap(word.start(), Math.min(document.text().lineEnd(word.start()), word.end()));
      }
      from = word.end();
    }
    notes.gap(from, document.text().length());
    return notes.found;
  }

  private void gap(int from, int to) {
    for (int at = from; at < to; at++) {
      if (text.at(at) == '#') {
        int end = text.lineEnd(at);
        found.add(note(at, end));
        at = end;
      }
    }
  }

  private Note note(int at, int end) {
    String before = text.between(text.lineStart(at), at).replace("\uFEFF", "");
    String said = text.between(at, end).stripTrailing();
    return new Note(at, said, text.column(at), before.isBlank(), text.isApart(at));
  }
}
