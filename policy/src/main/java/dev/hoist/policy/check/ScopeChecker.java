package dev.hoist.policy.check;

import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Problems;
import java.util.stream.Stream;

/** A file for the whole organisation can only forbid. */
final class ScopeChecker {
  private final PolicyDoc doc;
  private final Problems problems;

  ScopeChecker(PolicyDoc doc, Problems problems) {
    this.doc = doc;
    this.problems = problems;
  }

  void check() {
    if (!doc.settings().everywhere()) {
      return;
    }
    Stream.concat(
            doc.targets().stream().map(t -> t.name()), doc.roles().stream().map(r -> r.name()))
        .forEach(
            name ->
                error(name, "a file of scope organisation has no targets and roles of its own"));
    doc.rules().forEach(this::rule);
    if (doc.settings().observes()) {
      error(doc.name(), "a file of scope organisation cannot only observe: its denials must hold");
    }
  }

  private void rule(RuleDef rule) {
    if (!rule.denies()) {
      error(rule.name(), "a file of scope organisation only denies");
    }
    rule.roles().stream()
        .limit(1)
        .forEach(
            role ->
                error(
                    role,
                    "a rule of scope organisation is about every role; say which by when:"
                        + " role.name == \""
                        + role.value()
                        + "\""));
  }

  private void error(Located<?> at, String message) {
    problems.error(doc.source(), at.mark(), message);
  }
}
