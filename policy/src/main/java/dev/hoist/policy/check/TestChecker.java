package dev.hoist.policy.check;

import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.model.RoleDef;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.model.TargetDef;
import dev.hoist.policy.model.TestDef;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.Problems;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks the names that a file's tests use: a test of nothing would pass for ever. */
final class TestChecker {
  /** What tests may call unknown. */
  static final List<String> UNKNOWN = List.of("incidents", "on_call");

  private final PolicyDoc doc;
  private final CheckedSet set;
  private final Problems problems;
  private final Set<String> targets;
  private final Set<String> roles;
  private final Set<String> rules;

  TestChecker(PolicyDoc doc, CheckedSet set, Problems problems) {
    this.doc = doc;
    this.set = set;
    this.problems = problems;
    this.targets = targets();
    this.roles = names(doc.roles().stream().map(RoleDef::name));
    this.rules = rules();
  }

  void check() {
    doc.tests().forEach(this::check);
  }

  private void check(TestDef test) {
    test.given().groups().stream()
        .map(g -> g.map(Principal::group))
        .forEach(g -> set.groups().known(g, doc.source(), problems));
    test.given().onCall().forEach(s -> set.schedules().known(s, doc.source(), problems));
    if (test.asked().kind().isEmpty()) {
      known(test.asked().target(), targets, "target");
    }
    if (!doc.settings().everywhere()) {
      known(test.asked().role(), roles, "role");
    }
    test.expected().rule().ifPresent(r -> known(r, rules, "rule"));
    for (Located<String> name : test.given().unknown()) {
      if (!UNKNOWN.contains(name.value())) {
        problems.error(
            doc.source(),
            name.mark(),
            "unknown is one of "
                + String.join(", ", UNKNOWN)
                + ", not "
                + name.value()
                + Nearest.hint(name.value(), UNKNOWN));
      }
    }
  }

  private Set<String> targets() {
    Stream<PolicyDoc> docs = doc.settings().everywhere() ? set.docs().stream() : Stream.of(doc);
    return names(docs.flatMap(d -> d.targets().stream()).map(TargetDef::name));
  }

  /** Denials for the whole organisation may decide in any file. */
  private Set<String> rules() {
    Stream<PolicyDoc> docs =
        set.docs().stream().filter(d -> d.equals(doc) || d.settings().everywhere());
    return names(docs.flatMap(d -> d.rules().stream()).map(RuleDef::name));
  }

  private static Set<String> names(Stream<Located<String>> located) {
    return located.map(Located::value).collect(Collectors.toSet());
  }

  private void known(Located<String> name, Set<String> known, String what) {
    if (!known.contains(name.value())) {
      problems.error(
          doc.source(),
          name.mark(),
          "no " + what + " " + name.value() + Nearest.hint(name.value(), known));
    }
  }
}
