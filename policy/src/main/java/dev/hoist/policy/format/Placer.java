package dev.hoist.policy.format;

import static java.util.Objects.requireNonNull;

import dev.hoist.policy.format.Part.Group;
import dev.hoist.policy.format.Part.Note;
import dev.hoist.policy.format.Part.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says with which item a comment goes: one at the end of a line with what ends or begins there, one
 * on its own line with the item below, unless it is indented as something above.
 */
final class Placer {
  private final Group root;
  private final List<Item> items = new ArrayList<>();
  private final Map<Item, Group> around = new HashMap<>();
  private final Map<Group, Item> owner = new HashMap<>();

  private Placer(Group root) {
    this.root = root;
    walk(root);
  }

  private void walk(Group group) {
    for (Item item : group.items()) {
      items.add(item);
      around.put(item, group);
      if (item.value() instanceof Group inside) {
        owner.put(inside, item);
        walk(inside);
      }
    }
  }

  /**
   * Places all comments.
   *
   * @return those at the top of the file, which go with no item
   */
  static List<Note> place(Group root, List<Note> notes) {
    var placer = new Placer(root);
    List<Note> top = new ArrayList<>();
    for (Note note : notes) {
      if (placer.last(note).isEmpty()) {
        top.add(note);
      } else if (note.alone()) {
        placer.alone(note, placer.last(note).get());
      } else {
        placer.beside(note, placer.last(note).get());
      }
    }
    return top;
  }

  /** The item that began last before a comment. */
  private Optional<Item> last(Note note) {
    int behind = behind(note);
    return behind == 0 ? Optional.empty() : Optional.of(items.get(behind - 1));
  }

  private Optional<Item> next(Note note) {
    int behind = behind(note);
    return behind == items.size() ? Optional.empty() : Optional.of(items.get(behind));
  }

  /** How many items begin before a comment; they are in the order of the text. */
  private int behind(Note note) {
    int from = 0;
    int to = items.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (items.get(middle).start() < note.start()) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private void beside(Note note, Item last) {
    Item item = last;
    Group group = inside(item);
    while (group.flow() && group.end() <= note.start() && owner.containsKey(group)) {
      item = ownerOf(group);
      group = inside(item);
    }
    if (group.flow() && group.end() <= note.start()) {
      root.foot().add(note); // behind the brackets of the whole
    } else {
      item.addBeside(note);
    }
  }

  private Group inside(Item item) {
    return requireNonNull(around.get(item));
  }

  private Item ownerOf(Group group) {
    return requireNonNull(owner.get(group));
  }

  private void alone(Note note, Item last) {
    Optional<Item> next = next(note);
    Optional<Group> brackets = brackets(note, last);
    if (brackets.isPresent()) {
      next.filter(n -> n.start() < brackets.get().end())
          .ifPresentOrElse(n -> n.addBefore(note), () -> brackets.get().foot().add(note));
    } else if (last.value().start() > note.start() && isOneThing(last.value())) {
      last.addBefore(note); // between a key and its value
    } else if (next.isPresent() && goesWith(next.get(), note, last)) {
      next.get().addBefore(note);
    } else {
      indented(note, last).foot().add(note);
    }
  }

  private static boolean isOneThing(Part value) {
    return switch (value) {
      case Word word -> true;
      case Group group -> group.flow();
    };
  }

  /** The innermost brackets around a comment. */
  private Optional<Group> brackets(Note note, Item last) {
    Optional<Group> group = Optional.of(last.value() instanceof Group g ? g : inside(last));
    while (group.isPresent()) {
      if (group.get().flow()
          && group.get().start() < note.start()
          && note.start() < group.get().end()) {
        return group;
      }
      group = Optional.ofNullable(owner.get(group.get())).map(this::inside);
    }
    return Optional.empty();
  }

  private boolean goesWith(Item next, Note note, Item last) {
    boolean firstInside = last.value() instanceof Group g && g.equals(inside(next));
    return firstInside
        || note.column() <= next.column()
        || indented(note, last).equals(inside(next));
  }

  /** The innermost of the groups that end here whose items are not indented deeper. */
  private Group indented(Note note, Item last) {
    Group group = inside(last);
    while (owner.containsKey(group)
        && (group.flow() || group.items().getFirst().column() > note.column())) {
      group = inside(ownerOf(group));
    }
    return group;
  }
}
