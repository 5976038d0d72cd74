package dev.hoist.policy.diff;

import dev.hoist.policy.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who can get a role at all, in whatever way and under whatever condition.
 *
 * @param was how many people could
 * @param is how many can
 * @param gained who could not and can
 * @param lost who could and cannot
 */
public record Reachable(
    String target, String role, int was, int is, List<String> gained, List<String> lost) {
  public Reachable {
    gained = List.copyOf(gained);
    lost = List.copyOf(lost);
  }

  /**
   * The roles that other people can get.
   *
   * @param known people whom the files need not name, with their groups at the identity provider
   */
  public static List<Reachable> between(
      Reading.Bound before, Reading.Bound after, Map<String, Set<String>> known) {
    var old = new Surveyor(before);
    var fresh = new Surveyor(after);
    var docs = Stream.concat(before.set().docs().stream(), after.set().docs().stream()).toList();
    List<List<Person>> sorts = new People(docs.stream(), known).sorts(old, fresh);
    return Asked.of(docs, Set.of()).stream()
        .map(asked -> of(asked, sorts, old, fresh))
        .filter(r -> !r.gained().isEmpty() || !r.lost().isEmpty())
        .toList();
  }

  private static Reachable of(Asked asked, List<List<Person>> sorts, Surveyor old, Surveyor fresh) {
    int was = 0;
    int is = 0;
    List<Person> gained = new ArrayList<>();
    List<Person> lost = new ArrayList<>();
    for (List<Person> alike : sorts) {
      int people = (int) alike.stream().filter(Person::isOne).count();
      boolean could = old.access(alike.getFirst(), asked.target(), asked.role()).ease() > 0;
      boolean can = fresh.access(alike.getFirst(), asked.target(), asked.role()).ease() > 0;
      was += could ? people : 0;
      is += can ? people : 0;
      if (can != could) {
        (can ? gained : lost).addAll(alike);
      }
    }
    return new Reachable(asked.target(), asked.role(), was, is, names(gained), names(lost));
  }

  /** People first, then sorts of people. */
  private static List<String> names(List<Person> people) {
    return people.stream()
        .sorted(Comparator.comparing(Person::isOne).reversed().thenComparing(Person::shown))
        .map(Person::shown)
        .toList();
  }
}
