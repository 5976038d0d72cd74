package dev.hoist.control.elevation;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.elevation.Change.Move;
import dev.hoist.control.facts.Circumstances;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.elevation.Lifecycle;
import dev.hoist.kernel.elevation.Outcome;
import dev.hoist.kernel.elevation.Particulars;
import dev.hoist.kernel.elevation.Request;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.policy.Answers;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.Target;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.kernel.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** From what someone asks for to a request, or to a clear no. */
final class Asking {
  private static final Optional<RequestId> NOTHING_YET = Optional.empty();

  private final Store store;
  private final TimeSource time;
  private final Subjects subjects;
  private final Registry registry;
  private final Policies policies;
  private final Judge judge;
  private final Consumer<Stored> committed;

  Asking(
      Store store,
      TimeSource time,
      Subjects subjects,
      Registry registry,
      Policies policies,
      Judge judge,
      Consumer<Stored> committed) {
    this.store = store;
    this.time = time;
    this.subjects = subjects;
    this.registry = registry;
    this.policies = policies;
    this.judge = judge;
    this.committed = committed;
  }

  Answer ask(Ask ask) {
    Optional<Answer> earlier = earlier(ask);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Optional<Answer> unknown = policies.current().flatMap(p -> unknown(p, ask));
    if (unknown.isPresent()) {
      return unknown.get();
    }
    return decide(ask);
  }

  /** The same key of the same requester is the same request (S13). */
  private Optional<Answer> earlier(Ask ask) {
    return ask.idempotencyKey()
        .flatMap(key -> store.keyUse(ask.requester().id(), key))
        .map(
            use ->
                use.asked().equals(asked(ask))
                    ? new Answer.Opened(store.find(use.request()).orElseThrow(), true)
                    : new Answer.KeyTaken(
                        "this idempotency key was used for "
                            + use.request()
                            + ", which asks for something else; use a fresh key"));
  }

  private static String asked(Ask ask) {
    String asked =
        String.join(
            "\n", ask.target(), ask.role(), ask.length().toString(), ask.reason().orElse(""));
    return ask.said().equals(Particulars.NONE) ? asked : asked + "\n" + said(ask.said());
  }

  private static String said(Particulars said) {
    return said.ticket().orElse("") + "\n" + said.breakGlass() + "\n" + said.answers();
  }

  private static Optional<Answer> unknown(LoadedPolicy policy, Ask ask) {
    Optional<TargetDefinition> target = policy.target(ask.target());
    if (target.isEmpty()) {
      List<String> targets = policy.targets().stream().map(TargetDefinition::name).toList();
      return Optional.of(unknown("there is no target " + ask.target(), ask.target(), targets));
    }
    List<String> roles =
        policy.set().rolesOn(target.get()).stream().map(RoleDefinition::name).toList();
    // Policy says why it knows no role on a target that is registered.
    boolean unselected = roles.isEmpty() && policy.inventory().find(ask.target()).isPresent();
    return unselected || roles.contains(ask.role())
        ? Optional.empty()
        : Optional.of(
            unknown("there is no role " + ask.role() + " on " + ask.target(), ask.role(), roles));
  }

  private static Answer unknown(String message, String typed, List<String> known) {
    List<String> near = Names.near(typed, known);
    String hint =
        near.isEmpty() ? "; see: hoist ls" : "; did you mean " + String.join(" or ", near) + "?";
    return new Answer.Unknown(message + hint, near);
  }

  private Answer decide(Ask ask) {
    Optional<Profile> profile = subjects.find(ask.requester().id()).filter(Profile::enabled);
    Instant asked = time.now();
    if (profile.filter(Profile::actsForItself).isEmpty()) {
      return answer(ask, mayNotAsk(facts(ask, Set.of(), asked), profile), "", asked);
    }
    // Before any rule is looked at: a condition on a number does not hold for a text.
    Ask typed = typed(ask, facts(ask, profile.get().groups(), asked));
    Facts facts = facts(typed, profile.get().groups(), asked);
    Circumstances seen = judge.look(facts);
    Instant now = time.now();
    DecisionRecord decided = judge.decide(facts, seen, now, NOTHING_YET);
    return answer(typed, decided, seen.gaps(), now);
  }

  private Ask typed(Ask ask, Facts facts) {
    Particulars said = ask.said();
    var fields = Answers.typed(judge.questions(facts), said.fields());
    return ask.saying(new Particulars(said.ticket(), fields, said.breakGlass()));
  }

  private static Facts facts(Ask ask, Set<String> groups, Instant now) {
    return new Facts(
        ask.requester(),
        groups,
        ask.target(),
        ask.role(),
        ask.length(),
        ask.reason(),
        now,
        ask.said().known());
  }

  /**
   * @param gaps what could not be known, told to whoever is denied
   */
  private Answer answer(Ask ask, DecisionRecord answer, String gaps, Instant now) {
    return switch (answer.decision()) {
      case Decision.Denied denied -> {
        keep(answer, now);
        String also = gaps.isEmpty() ? "" : "; not known now: " + gaps;
        yield new Answer.Denied(answer.number(), denied.rule(), denied.message() + also);
      }
      case Decision.Amend amend -> {
        keep(answer, now);
        yield new Answer.Amend(answer.number(), amend.rule(), amend.terms(), amend.problems());
      }
      case Decision.Allowed allowed -> open(ask, answer, allowed, now);
    };
  }

  private DecisionRecord mayNotAsk(Facts facts, Optional<Profile> held) {
    String message =
        facts.subject().name()
            + (held.isPresent()
                ? " has a password that somebody else gave; set your own: hoist user passwd"
                : " is disabled; ask an administrator");
    return new DecisionRecord(
        store.newDecision(),
        Optional.empty(),
        facts,
        List.of(),
        new Decision.Denied(Optional.empty(), message),
        DecisionRecord.NO_POLICY);
  }

  private void keep(DecisionRecord answer, Instant now) {
    store.commit(Change.telling(now, Told.decided(answer, now)).deciding(Optional.of(answer)));
  }

  private Answer open(Ask ask, DecisionRecord answer, Decision.Allowed allowed, Instant now) {
    Optional<Target> target = registry.target(ask.target());
    Optional<Role> role = registry.role(ask.target(), ask.role());
    if (target.isEmpty() || role.isEmpty()) {
      return unknown(
          ask.role() + " on " + ask.target() + " is just being redefined", "", List.of());
    }
    var request =
        new Request(
            store.newRequest(),
            ask.requester(),
            target.get(),
            role.get(),
            ask.length(),
            ask.reason(),
            ask.said(),
            allowed.rule(),
            allowed.terms(),
            answer.policy(),
            now);
    return commit(ask, request, answer.about(request.id()), now);
  }

  private Answer commit(Ask ask, Request request, DecisionRecord answer, Instant now) {
    Outcome.Step first = Lifecycle.open(request, now);
    List<AuditEntry> entries = new ArrayList<>();
    entries.add(Told.decided(answer, now));
    entries.addAll(Told.opened(request, first.next(), first.effects(), now));
    Optional<KeyUse> key =
        ask.idempotencyKey()
            .map(k -> new KeyUse(ask.requester().id(), k, asked(ask), request.id()));
    boolean written =
        store.commit(
            Change.moving(now, new Move(0, first.next()), first.effects(), entries)
                .deciding(Optional.of(answer))
                .using(key));
    if (!written) {
      return earlier(ask).orElseThrow(); // the same key was quicker
    }
    var stored = new Stored(first.next(), 1, now);
    committed.accept(stored);
    return new Answer.Opened(stored, false);
  }
}
