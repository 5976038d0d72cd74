package dev.hoist.policy.parse;

import dev.hoist.policy.model.Effect.Escalate;
import dev.hoist.policy.model.Effect.StageDef;
import dev.hoist.policy.model.Principal;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.yaml.Form;
import dev.hoist.policy.yaml.Node;
import dev.hoist.policy.yaml.Node.Fields;
import dev.hoist.policy.yaml.Node.Items;
import dev.hoist.policy.yaml.Node.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The key {@code approval} of a rule. */
final class ApprovalParser {
  static final int MOST_STAGES = 5;
  static final int MOST_PEOPLE = 20;

  private ApprovalParser() {}

  static List<StageDef> stages(Form rule) {
    Optional<Node> approval = rule.node("approval");
    if (approval.isEmpty()) {
      rule.missing("approval", "write none, or [{count: 1, from: group:leads, within: 30m}]");
      return List.of();
    }
    return switch (approval.get()) {
      case Scalar scalar -> none(scalar, rule);
      case Items items -> listed(items, rule);
      case Fields fields -> {
        rule.error(fields.mark(), "approval is none or a list of rounds; put a dash before it");
        yield List.of();
      }
    };
  }

  private static List<StageDef> none(Scalar scalar, Form rule) {
    if (!scalar.text().equals("none")) {
      rule.error(scalar.mark(), "approval is none or a list of rounds, not " + scalar.text());
    }
    return List.of();
  }

  private static List<StageDef> listed(Items items, Form rule) {
    if (items.items().isEmpty()) {
      rule.error(items.mark(), "approval lists no round; write none to grant at once");
    }
    if (items.items().size() > MOST_STAGES) {
      rule.error(items.mark(), "approval has at most " + MOST_STAGES + " rounds");
    }
    List<StageDef> stages = new ArrayList<>();
    for (Node item : items.items()) {
      rule.sub(item, "a round of approval").flatMap(ApprovalParser::stage).ifPresent(stages::add);
    }
    return stages;
  }

  private static Optional<StageDef> stage(Form form) {
    form.only("count", "from", "within", "escalate");
    Optional<Located<Integer>> count = form.whole("count", 1, MOST_PEOPLE);
    Optional<Located<Duration>> within = form.duration("within", RuleParser.LEAST, RuleParser.MOST);
    List<Located<Principal>> from = Names.principals(form, "from", Names.Also.ON_CALL_OR_OWNER);
    if (!form.has("from")) {
      form.missing("from", "write who may approve, such as from: group:leads");
    }
    form.filled("from", "from names nobody who could approve");
    if (!form.has("within")) {
      form.missing("within", "write how long it may wait, such as within: 30m");
    }
    if (!form.has("count")) {
      form.missing("count", "write how many people must approve, such as count: 1");
    }
    Optional<Escalate> escalate =
        form.form("escalate", "escalate").flatMap(e -> escalate(e, within));
    return count.flatMap(
        c ->
            from.isEmpty()
                ? Optional.empty()
                : within.map(w -> new StageDef(c, from, w, escalate)));
  }

  private static Optional<Escalate> escalate(Form form, Optional<Located<Duration>> within) {
    form.only("after", "to");
    List<Located<Principal>> to = Names.principals(form, "to", Names.Also.ON_CALL_OR_OWNER);
    Optional<Located<Duration>> after = form.duration("after", RuleParser.LEAST, RuleParser.MOST);
    if (!form.has("to") || form.isEmptyList("to")) {
      form.missing("to", "write who may approve then too, such as to: on_call:payments");
    }
    if (!form.has("after")) {
      form.missing("after", "write how long it waits, such as after: 10m");
    }
    if (after.isPresent()
        && within.isPresent()
        && after.get().value().compareTo(within.get().value()) >= 0) {
      form.error(after.get().mark(), "the round is closed by then; escalate earlier");
    }
    return to.isEmpty() ? Optional.empty() : after.map(a -> new Escalate(a.value(), to));
  }
}
