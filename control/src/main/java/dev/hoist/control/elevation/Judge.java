package dev.hoist.control.elevation;

import dev.hoist.control.facts.Circumstances;
import dev.hoist.control.facts.Rota;
import dev.hoist.control.facts.Surroundings;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.elevation.Approval;
import dev.hoist.kernel.elevation.Approver;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.Event;
import dev.hoist.kernel.elevation.Lifecycle;
import dev.hoist.kernel.elevation.Request;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.Question;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gathers the facts of now and asks policy. Nothing it learned is kept for the next question. To
 * look at the world may take seconds, so that comes first, outside of every step and transaction;
 * to decide on what was seen takes no time.
 */
final class Judge implements Rounds {
  private final Policies policies;
  private final Subjects subjects;
  private final Registry registry;
  private final Store store;
  private final Surroundings surroundings;

  Judge(
      Policies policies,
      Subjects subjects,
      Registry registry,
      Store store,
      Surroundings surroundings) {
    this.policies = policies;
    this.subjects = subjects;
    this.registry = registry;
    this.store = store;
    this.surroundings = surroundings;
  }

  /** Looks at what policy may want to know for such a request. */
  Circumstances look(Facts facts) {
    return policies
        .current()
        .map(policy -> surroundings.look(policy.set(), wants(facts, policy)))
        .orElse(Circumstances.UNSEEN);
  }

  /** What the rules of the role ask, whichever of them will decide. */
  List<Question> questions(Facts facts) {
    return policies
        .current()
        .map(policy -> policy.set().questions(complete(facts, policy)))
        .orElse(List.of());
  }

  private Set<String> wants(Facts facts, LoadedPolicy policy) {
    return policy.set().wants(complete(facts, policy));
  }

  /** The same for a request that was made, and for those who approve it. */
  Circumstances look(Request request, Instant now) {
    Facts facts = facts(request, request.asked(), now);
    return policies
        .current()
        .map(
            policy ->
                surroundings.look(
                    policy.set(),
                    Stream.concat(wants(facts, policy).stream(), onCall(Set.of(request)).stream())
                        .collect(Collectors.toSet())))
        .orElse(Circumstances.UNSEEN);
  }

  @Override
  public Circumstances look(Collection<Request> requests) {
    Set<String> wanted = onCall(requests);
    return wanted.isEmpty()
        ? Circumstances.UNSEEN
        : policies
            .current()
            .map(policy -> surroundings.look(policy.set(), wanted))
            .orElse(Circumstances.UNSEEN);
  }

  private static Set<String> onCall(Collection<Request> requests) {
    return Rota.facts(
        requests.stream()
            .flatMap(request -> request.terms().stages().stream())
            .flatMap(Judge::approvers));
  }

  private static Stream<String> approvers(Stage stage) {
    return Stream.concat(
        stage.from().stream(), stage.escalation().stream().flatMap(e -> e.to().stream()));
  }

  /** What policy says to these facts, with the number under which it will be kept. */
  DecisionRecord decide(Facts facts, Circumstances seen, Instant now, Optional<RequestId> about) {
    Optional<LoadedPolicy> policy = policies.current();
    Facts mine = policy.map(loaded -> complete(facts, loaded)).orElse(facts);
    Facts all = mine.knowing(seen.known(names(mine)), now);
    Decision decision =
        policy
            .map(loaded -> loaded.set().decide(all))
            .orElseGet(() -> denied("no policy is in force; see: hoist policy check"));
    PolicyHash hash = policy.map(loaded -> loaded.set().hash()).orElse(DecisionRecord.NO_POLICY);
    return new DecisionRecord(store.newDecision(), about, all, seen.sightings(), decision, hash);
  }

  /** The same facts with what is known of the requester and the target besides. */
  private Facts complete(Facts facts, LoadedPolicy policy) {
    Map<String, Value> known = new HashMap<>(Whereabouts.of(policy, facts.target()));
    principal(facts.subject()).ifPresent(n -> known.put(Known.ACTS_FOR, new Value.Text(n)));
    return facts.knowing(known, facts.at());
  }

  /** The name of the person whom an agent or workload acts for. */
  private Optional<String> principal(Subject subject) {
    return subject.id().equals(subject.person())
        ? Optional.empty()
        : subjects.find(subject.person()).map(profile -> profile.subject().name());
  }

  /** An agent may do for someone on call what they may: it is known whom it acts for. */
  private static Set<String> names(Facts facts) {
    Set<String> names = new HashSet<>(Set.of(facts.subject().name()));
    if (facts.known().get(Known.ACTS_FOR) instanceof Value.Text(String person)) {
      names.add(person);
    }
    return names;
  }

  /** What policy says now to what was asked then, or to what came of it. */
  DecisionRecord again(Elevation elevation, Circumstances seen, Instant now) {
    Request request = elevation.request();
    Facts facts = facts(request, length(elevation), now);
    DecisionRecord answer = decide(facts, seen, now, Optional.of(request.id()));
    return registry.current(request.target().id(), request.role().id())
        ? answer
        : new DecisionRecord(
            answer.number(),
            answer.request(),
            answer.facts(),
            answer.sightings(),
            denied(redefined(request)),
            DecisionRecord.NO_POLICY);
  }

  /** Whether the policy in force ends live grants like this that it would not give. */
  boolean revokes(DecisionRecord answer) {
    return policies.current().filter(p -> p.set().revokesOnChange(answer.facts())).isPresent();
  }

  /** A grant is judged by what was given: its approvers may have given less than was asked. */
  private static Duration length(Elevation elevation) {
    return elevation instanceof Elevation.Granted granted
        ? granted.grant().given()
        : elevation.request().asked();
  }

  private Facts facts(Request request, Duration length, Instant now) {
    Map<String, Value> known = new HashMap<>(request.particulars().known());
    known.put(Known.ASKED_AT, new Value.Moment(request.at()));
    return new Facts(
        request.requester(),
        subjects.find(request.requester().id()).map(Profile::groups).orElse(Set.of()),
        request.target().name(),
        request.role().name(),
        length,
        request.reason(),
        now,
        known);
  }

  /** Why a grant would not be given as it is; empty when it would. Nothing of this is kept. */
  Optional<String> against(Elevation.Granted granted, Circumstances seen, Instant now) {
    Request request = granted.request();
    if (!registry.current(request.target().id(), request.role().id())) {
      return Optional.of(redefined(request));
    }
    return policies
        .current()
        .map(
            loaded -> {
              Facts mine = complete(facts(request, length(granted), now), loaded);
              return loaded.set().decide(mine.knowing(seen.known(names(mine)), now));
            })
        .flatMap(decision -> Lifecycle.against(granted, decision, now));
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
  Approver approver(Subject subject, Circumstances seen) {
    Set<String> standing =
        subjects
            .find(subject.id())
            .filter(Profile::actsForItself)
            .flatMap(profile -> policies.current().map(p -> standing(p, profile, seen)))
            .orElse(Set.of());
    return new Approver(subject, standing);
  }

  private static Set<String> standing(LoadedPolicy policy, Profile profile, Circumstances seen) {
    Subject subject = profile.subject();
    return policy.set().standing(subject, profile.groups(), seen.known(Set.of(subject.name())));
  }

  /** The last look before the target is touched (S14). */
  Event.Checked check(Elevation.Approved approved, Circumstances seen, Decision decision) {
    Map<SubjectId, Approver> approvers = new HashMap<>();
    for (Approval approval : approved.approvals()) {
      approvers.put(approval.by().id(), approver(approval.by(), seen));
    }
    return new Event.Checked(approvers, decision, mayAct(approved.request()));
  }

  /** Whether who asked still may act, and target and role still are what was asked for. */
  boolean mayAct(Request request) {
    return subjects.find(request.requester().id()).filter(Profile::actsForItself).isPresent()
        && registry.current(request.target().id(), request.role().id());
  }
}
