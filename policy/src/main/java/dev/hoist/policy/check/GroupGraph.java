package dev.hoist.policy.check;

import dev.hoist.policy.model.GroupDef;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.Principal.Kind;
import dev.hoist.policy.source.Located;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which groups stand in which. Everything is worked out once, inner groups before outer ones, so
 * that no nesting makes it slow.
 */
final class GroupGraph {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<List<Integer>> inside = new ArrayList<>();
  private final List<List<Integer>> around = new ArrayList<>();
  private final List<Integer> innerFirst = new ArrayList<>();
  private final List<BitSet> held = new ArrayList<>();

  /**
   * @param groups with names that differ
   */
  GroupGraph(List<GroupDef> groups) {
    for (GroupDef group : groups) {
      numbers.put(group.name().value(), numbers.size());
      inside.add(new ArrayList<>());
      around.add(new ArrayList<>());
    }
    groups.forEach(this::connect);
    sort();
    hold();
  }

  private void connect(GroupDef group) {
    int outer = numbers.getOrDefault(group.name().value(), 0);
    for (Located<Principal> member : group.members()) {
      Integer inner = numbers.get(member.value().name());
      if (member.value().kind() == Kind.GROUP && inner != null) {
        inside.get(outer).add(inner);
        around.get(inner).add(outer);
      }
    }
  }

  /** Takes groups away as soon as nothing is left inside them; loops stay. */
  private void sort() {
    int[] left = inside.stream().mapToInt(List::size).toArray();
    Deque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < left.length; i++) {
      if (left[i] == 0) {
        free.add(i);
      }
    }
    while (!free.isEmpty()) {
      int group = free.remove();
      innerFirst.add(group);
      for (int outer : around.get(group)) {
        if (--left[outer] == 0) {
          free.add(outer);
        }
      }
    }
  }

  /** From the outermost inwards: whoever is in a group is in all groups around it. */
  private void hold() {
    for (int i = 0; i < inside.size(); i++) {
      held.add(new BitSet());
    }
    for (int group : innerFirst.reversed()) {
      held.get(group).set(group);
      around.get(group).forEach(outer -> held.get(group).or(held.get(outer)));
    }
  }

  boolean loops() {
    return innerFirst.size() < inside.size();
  }

  /** The groups that can be worked out one after another, each behind those inside it. */
  List<Integer> innerFirst() {
    return innerFirst;
  }

  List<Integer> inside(int group) {
    return inside.get(group);
  }

  /** A group and all groups it stands in; only while there is no loop. */
  BitSet held(int group) {
    return held.get(group);
  }

  int number(String group) {
    return numbers.getOrDefault(group, -1);
  }

  /** Whether a group is reached from inside another; for those few that are in doubt. */
  boolean contains(int outer, int group) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(outer));
    while (!open.isEmpty() && !seen.get(group)) {
      int next = open.pop();
      if (!seen.get(next)) {
        seen.set(next);
        open.addAll(inside.get(next));
      }
    }
    return seen.get(group);
  }
}
