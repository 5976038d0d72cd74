package dev.hoist.policy.check;

import dev.hoist.kernel.policy.Question;
import dev.hoist.policy.model.Effect;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.RoleDef;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.model.RulesByRole;
import dev.hoist.policy.source.Problems;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** The rules of a role want an answer in one sort: it is read before any of them is looked at. */
final class QuestionChecker {
  private final PolicyDoc doc;
  private final Problems problems;
  private final Set<RuleDef> told = Collections.newSetFromMap(new IdentityHashMap<>());

  QuestionChecker(PolicyDoc doc, Problems problems) {
    this.doc = doc;
    this.problems = problems;
  }

  private record Asked(Question question, RuleDef by) {}

  void check() {
    var rules = new RulesByRole(doc.rules());
    for (RoleDef role : doc.roles()) {
      Map<String, Asked> first = new HashMap<>();
      rules.of(role.name().value()).forEach(rule -> check(rule, role, first));
    }
  }

  private void check(RuleDef rule, RoleDef role, Map<String, Asked> first) {
    if (!(rule.effect() instanceof Effect.Allow allow)) {
      return;
    }
    for (Question question : allow.ask().questions()) {
      Asked before = first.putIfAbsent(question.name(), new Asked(question, rule));
      if (before != null && read(before.question()) != read(question) && told.add(rule)) {
        problems.error(
            doc.source(),
            rule.name().mark(),
            "field %s of role %s has another type in line %d; give it one type, or two names"
                .formatted(question.name(), role.name().value(), before.by().name().mark().line()));
      }
    }
  }

  /** A choice is a text, too. */
  private static Question.Sort read(Question question) {
    return question.sort() == Question.Sort.CHOICE ? Question.Sort.TEXT : question.sort();
  }
}
