package dev.hoist.integrations.http;

import dev.hoist.spi.Person;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * From what a source says about someone to the names that hoist may know them by: their e-mail
 * address, and, when the address is in a domain of ours, what stands before the {@code @}.
 *
 * @param domain the domain whose people go by the local part too
 */
public record People(Optional<String> domain) {
  /** Someone whom the far end's own users cannot rename: only the address counts. */
  public Person by(String shown, Optional<String> email) {
    Set<String> aliases = new HashSet<>();
    email.map(address -> address.strip().toLowerCase(Locale.ROOT)).ifPresent(a -> add(a, aliases));
    return new Person(shown, aliases);
  }

  /** Someone written down by hand: a user's name here, or an e-mail address. */
  public Person written(String name) {
    Set<String> aliases = new HashSet<>();
    add(name.strip().toLowerCase(Locale.ROOT), aliases);
    return new Person(name, aliases);
  }

  private void add(String name, Set<String> aliases) {
    aliases.add(name);
    domain
        .map(d -> "@" + d.toLowerCase(Locale.ROOT))
        .filter(name::endsWith)
        .ifPresent(suffix -> aliases.add(name.substring(0, name.length() - suffix.length())));
  }
}
