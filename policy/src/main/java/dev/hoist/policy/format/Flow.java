package dev.hoist.policy.format;

import dev.hoist.policy.format.Part.Group;
import dev.hoist.policy.format.Part.Word;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes what stands in brackets. */
final class Flow {
  private Flow() {}

  /**
   * @param room how many columns there are for it
   */
  static Optional<String> of(Group group, int room) {
    if (group.needsLines()) {
      return Optional.empty();
    }
    String text = write(group);
    return group.items().isEmpty() || Words.width(text) <= room
        ? Optional.of(text)
        : Optional.empty();
  }

  private static String write(Part part) {
    return switch (part) {
      case Word word -> Words.inline(word);
      case Group group -> {
        String items = group.items().stream().map(Flow::write).collect(Collectors.joining(", "));
        yield group.keyed() ? "{" + items + "}" : "[" + items + "]";
      }
    };
  }

  private static String write(Item item) {
    return item.key().map(k -> Words.inline(k) + ": ").orElse("") + write(item.value());
  }
}
