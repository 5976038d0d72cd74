package dev.hoist.policy.diff;

import dev.hoist.kernel.policy.diff.Change;
import dev.hoist.kernel.policy.diff.Comparison;
import dev.hoist.kernel.policy.diff.PolicyDiff;
import dev.hoist.kernel.policy.diff.Reach;
import dev.hoist.kernel.policy.diff.Reach.Turn;
import dev.hoist.policy.Reading;
import dev.hoist.policy.model.PolicyDoc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what is different between two sets: {@code hoist policy diff}. */
public final class Differences {
  private Differences() {}

  /** However long it takes. */
  public static PolicyDiff between(Reading.Bound before, Reading.Bound after) {
    return between(before, after, Long.MAX_VALUE).diff();
  }

  /**
   * With what it takes to tell everybody their part.
   *
   * @param most how many pairs of a sort of people and a role are looked at; with more, none is
   */
  public static Comparison between(Reading.Bound before, Reading.Bound after, long most) {
    List<PolicyDoc> docs =
        Stream.concat(before.set().docs().stream(), after.set().docs().stream()).toList();
    List<Change> changes = Changes.between(before.set().docs(), after.set().docs());
    Optional<List<Reach>> reaches =
        changes.isEmpty()
            ? Optional.of(List.of())
            : reaches(before, after, touched(changes, after), most);
    return new Comparison(
        before.book().hash(),
        after.book().hash(),
        new PolicyDiff(changes, reaches.orElse(List.of())),
        reaches.isPresent(),
        files(docs, doc -> Stream.of(doc.name().value())),
        files(docs, doc -> doc.targets().stream().map(target -> target.name().value())));
  }

  private static Map<String, Set<String>> files(
      List<PolicyDoc> docs, Function<PolicyDoc, Stream<String>> names) {
    Map<String, Set<String>> files = new HashMap<>();
    for (PolicyDoc doc : docs) {
      names
          .apply(doc)
          .forEach(
              name -> files.computeIfAbsent(name, n -> new HashSet<>()).add(doc.source().name()));
    }
    return files;
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
  private static Optional<List<Reach>> reaches(
      Reading.Bound before, Reading.Bound after, Set<String> touched, long most) {
    var old = new Surveyor(before);
    var fresh = new Surveyor(after);
    List<PolicyDoc> docs =
        Stream.concat(before.set().docs().stream(), after.set().docs().stream()).toList();
    List<List<Person>> sorts = new People(docs.stream(), Map.of()).sorts(old, fresh);
    Set<Asked> all = Asked.of(docs, touched);
    if ((long) all.size() * sorts.size() > most) {
      return Optional.empty();
    }
    Map<Same, List<String>> found = new LinkedHashMap<>();
    for (Asked asked : all) {
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
    return Optional.of(
        found.entrySet().stream().map(e -> reach(e.getKey(), e.getValue())).toList());
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
