package dev.hoist.policy.diff;

import dev.hoist.policy.Reading;
import dev.hoist.policy.diff.Reach.Turn;
import dev.hoist.policy.model.PolicyDoc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is different between two sets: {@code hoist policy diff}.
 *
 * @param changes what is defined otherwise
 * @param reaches who gets what otherwise; people whom the files treat alike are together
 */
public record PolicyDiff(List<Change> changes, List<Reach> reaches) {
  public PolicyDiff {
    changes = List.copyOf(changes);
    reaches = List.copyOf(reaches);
  }

  public static PolicyDiff between(Reading.Bound before, Reading.Bound after) {
    List<Change> changes = Changes.between(before.set().docs(), after.set().docs());
    return new PolicyDiff(
        changes, changes.isEmpty() ? List.of() : reaches(before, after, touched(changes, after)));
  }

  /**
   * The policies on which a change can have an effect: groups, schedules and the denials of an
   * organisation reach into all of them.
   */
  private static Set<String> touched(List<Change> changes, Reading.Bound after) {
    Set<String> everywhere =
        after.set().docs().stream()
            .filter(d -> d.settings().everywhere())
            .map(d -> d.name().value())
            .collect(Collectors.toSet());
    boolean all =
        changes.stream()
            .anyMatch(
                c ->
                    c.what().equals("group")
                        || c.what().equals("policy")
                        || everywhere.contains(c.policy()));
    return all
        ? Set.of()
        : changes.stream().map(Change::policy).collect(Collectors.toUnmodifiableSet());
  }

  private record Same(Asked asked, String before, String after, Turn turn) {}

  /**
   * @param touched policies; empty means all
   */
  private static List<Reach> reaches(
      Reading.Bound before, Reading.Bound after, Set<String> touched) {
    var old = new Surveyor(before);
    var fresh = new Surveyor(after);
    List<PolicyDoc> docs =
        Stream.concat(before.set().docs().stream(), after.set().docs().stream()).toList();
    List<List<Person>> sorts = new People(docs.stream(), Map.of()).sorts(old, fresh);
    Map<Same, List<String>> found = new LinkedHashMap<>();
    for (Asked asked : Asked.of(docs, touched)) {
      for (List<Person> alike : sorts) {
        Access was = old.access(alike.getFirst(), asked.target(), asked.role());
        Access is = fresh.access(alike.getFirst(), asked.target(), asked.role());
        if (!was.equals(is)) {
          var same = new Same(asked, was.toString(), is.toString(), turn(was, is));
          List<String> who = found.computeIfAbsent(same, s -> new ArrayList<>());
          alike.forEach(person -> who.add(person.shown()));
        }
      }
    }
    return found.entrySet().stream().map(e -> reach(e.getKey(), e.getValue())).toList();
  }

  private static Reach reach(Same same, List<String> who) {
    return new Reach(
        who, same.asked().target(), same.asked().role(), same.turn(), same.before(), same.after());
  }

  private static Turn turn(Access was, Access is) {
    int turn = Integer.compare(is.ease(), was.ease());
    return turn > 0 ? Turn.GAINS : turn < 0 ? Turn.LOSES : Turn.OTHERWISE;
  }
}
