package dev.hoist.control.elevation;

import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.elevation.Approval;
import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Event;
import dev.hoist.kernel.elevation.Request;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers the facts of now and asks policy. Nothing it learned is kept for the next question. */
final class Judge {
  /** Stands for "no policy is in force" where a hash is called for. */
  static final PolicyHash NO_POLICY = new PolicyHash("0".repeat(64));

  private final Policies policies;
  private final Subjects subjects;
  private final Registry registry;
  private final Store store;

  Judge(Policies policies, Subjects subjects, Registry registry, Store store) {
    this.policies = policies;
    this.subjects = subjects;
    this.registry = registry;
    this.store = store;
  }

  /** What policy says to these facts, with the number under which it will be kept. */
  DecisionRecord decide(Facts facts, Optional<RequestId> about) {
    Optional<LoadedPolicy> policy = policies.current();
    Decision decision =
        policy
            .map(loaded -> loaded.set().decide(facts))
            .orElseGet(() -> denied("no policy is in force; see: hoist policy check"));
    PolicyHash hash = policy.map(loaded -> loaded.set().hash()).orElse(NO_POLICY);
    return new DecisionRecord(store.newDecision(), about, facts, decision, hash);
  }

  /** What policy says now to what was asked then. */
  DecisionRecord again(Request request, Instant now) {
    Facts facts = facts(request, request.asked(), now);
    DecisionRecord answer = decide(facts, Optional.of(request.id()));
    return registry.current(request.target().id(), request.role().id())
        ? answer
        : new DecisionRecord(
            answer.number(), answer.request(), facts, denied(redefined(request)), answer.policy());
  }

  private Facts facts(Request request, Duration length, Instant now) {
    return new Facts(
        request.requester(),
        subjects.find(request.requester().id()).map(Profile::groups).orElse(Set.of()),
        request.target().name(),
        request.role().name(),
        length,
        request.reason(),
        now,
        known(request));
  }

  /** Why a grant would not be given as it is; empty when it would. Nothing of this is kept. */
  Optional<String> against(Elevation.Granted granted, Instant now) {
    Request request = granted.request();
    if (!registry.current(request.target().id(), request.role().id())) {
      return Optional.of(redefined(request));
    }
    Duration length = Duration.between(granted.grant().from(), granted.grant().until());
    return policies
        .current()
        .map(loaded -> loaded.set().decide(facts(request, length, now)))
        .flatMap(
            decision ->
                switch (decision) {
                  case Decision.Allowed allowed -> Optional.empty();
                  case Decision.Amend amend -> Optional.of(String.join("; ", amend.problems()));
                  case Decision.Denied denied -> Optional.of(denied.message());
                });
  }

  /** What was said when it was asked, and when that was. */
  private static Map<String, Value> known(Request request) {
    Map<String, Value> known = new HashMap<>(request.particulars().known());
    known.put(Known.ASKED_AT, new Value.Moment(request.at()));
    return known;
  }

  private static Decision denied(String message) {
    return new Decision.Denied(Optional.empty(), message);
  }

  private static String redefined(Request request) {
    return "%s on %s is no longer what it was when %s was asked; ask again"
        .formatted(request.role().name(), request.target().name(), request.id());
  }

  /** Whether somebody made an account, or gave it its password, which another could have kept. */
  boolean madeBy(Subject account, Subject maker) {
    return subjects.madeBy(account.id(), maker.id());
  }

  /** Someone with what they stand for now; nothing when they are disabled, held or gone. */
  Approver approver(Subject subject) {
    Set<String> standing =
        subjects
            .find(subject.id())
            .filter(Profile::actsForItself)
            .flatMap(profile -> policies.current().map(p -> standing(p, profile)))
            .orElse(Set.of());
    return new Approver(subject, standing);
  }

  private static Set<String> standing(LoadedPolicy policy, Profile profile) {
    return policy.set().standing(profile.subject(), profile.groups());
  }

  /** The last look before the target is touched (S14). */
  Event.Checked check(Elevation.Approved approved, Decision decision) {
    Map<SubjectId, Approver> approvers = new HashMap<>();
    for (Approval approval : approved.approvals()) {
      approvers.put(approval.by().id(), approver(approval.by()));
    }
    return new Event.Checked(approvers, decision, mayAct(approved.request()));
  }

  private boolean mayAct(Request request) {
    return subjects.find(request.requester().id()).filter(Profile::actsForItself).isPresent()
        && registry.current(request.target().id(), request.role().id());
  }
}
