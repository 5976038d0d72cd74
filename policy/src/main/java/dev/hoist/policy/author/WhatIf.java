package dev.hoist.policy.author;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.inventory.Registered;
import dev.hoist.kernel.policy.Explanation;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Value;
import dev.hoist.policy.Reading;
import dev.hoist.policy.model.TestDef.Asked;
import dev.hoist.policy.model.TestDef.Given;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Nearest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A question to policy files without a server: {@code hoist policy explain}. What is not said is as
 * in a test: quiet, and the age of the second factor unknown.
 *
 * @param groups of policy, besides those that name the subject
 * @param idp at the identity provider
 * @param onCall the schedules on which the subject is on call
 * @param registered the target, when it is in the inventory
 */
public record WhatIf(
    String subject,
    Subject.Kind via,
    List<String> groups,
    List<String> idp,
    List<String> onCall,
    Optional<Duration> mfaAge,
    Instant at,
    Wanted wanted,
    Optional<Registered> registered) {

  /** What is asked for. */
  public record Wanted(
      String target,
      String role,
      Duration length,
      Optional<String> reason,
      Optional<String> ticket,
      boolean breakGlass) {}

  /** Groups and schedules that the files do not know: they would decide nothing, quietly. */
  public List<String> unknown(Reading.Bound policy) {
    Set<String> known =
        policy.set().groups().groups().stream()
            .map(g -> g.name().value())
            .collect(Collectors.toSet());
    Set<String> schedules =
        policy.set().schedules().schedules().stream()
            .map(s -> s.name().value())
            .collect(Collectors.toSet());
    List<String> unknown = new ArrayList<>();
    add(unknown, "no group ", groups, known);
    add(unknown, "no schedule ", onCall, schedules);
    return unknown;
  }

  private static void add(
      List<String> unknown, String said, List<String> names, Set<String> known) {
    names.stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> unknown.add(said + name + Nearest.hint(name, known)));
  }

  public Explanation explain(Reading.Bound policy) {
    var given =
        new Given(
            subject,
            via,
            Optional.empty(),
            located(groups),
            idp,
            located(onCall),
            mfaAge,
            at,
            Map.of(),
            List.of(),
            List.of());
    var asked =
        new Asked(
            new Located<>(wanted.target(), Mark.WHOLE),
            new Located<>(wanted.role(), Mark.WHOLE),
            wanted.length(),
            wanted.reason(),
            wanted.ticket(),
            wanted.breakGlass(),
            Map.of(),
            registered.map(target -> target.definition().kind()),
            registered.map(target -> target.definition().labels()).orElse(Map.of()));
    Set<String> assumed = groups.stream().map(g -> "group:" + g).collect(Collectors.toSet());
    return policy
        .book()
        .explain(
            TestFacts.of(given, asked, policy.set().schedules().schedules()).knowing(owner(), at),
            assumed);
  }

  private Map<String, Value> owner() {
    Set<String> owner = registered.map(Registered::owner).orElse(Set.of());
    return owner.isEmpty()
        ? Map.of()
        : Map.of(
            Known.TARGET_OWNER,
            new Value.Many(owner.stream().sorted().<Value>map(Value.Text::new).toList()));
  }

  private static List<Located<String>> located(List<String> names) {
    return names.stream().map(name -> new Located<>(name, Mark.WHOLE)).toList();
  }
}
