package dev.hoist.spi;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Someone whom a source names.
 *
 * @param name how the source shows them
 * @param aliases the names under which hoist may know them, lower-case: a subject whose name is
 *     among these is this person. May be empty: then nobody here is
 */
public record Person(String name, Set<String> aliases) {
  public Person {
    name = Plain.of(name);
    aliases =
        aliases.stream()
            .map(alias -> Plain.of(alias).toLowerCase(Locale.ROOT))
            .filter(alias -> !alias.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }
}
