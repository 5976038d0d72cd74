package dev.hoist.kernel.elevation;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.RoleId;
import dev.hoist.kernel.target.Target;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.kernel.target.TargetId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The people, bots and things that the tests of elevations and sessions are played with. */
public final class Cast {
  public static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  public static final Duration HOUR = Duration.ofHours(1);
  public static final Duration HALF_HOUR = Duration.ofMinutes(30);

  public static final Subject ANA = person("ana");
  public static final Subject DANA = person("dana");
  public static final Subject LEE = person("lee");
  public static final Subject SAM = person("sam");
  public static final Subject KIM = person("kim");

  /** Answers to ana, as a second account of hers would. */
  public static final Subject ANAS_BOT = bot("anas-bot", ANA);

  public static final Subject DANAS_BOT = bot("danas-bot", DANA);

  private static final Map<Subject, Set<String>> STANDING =
      Map.of(
          ANA, Set.of("user:ana", "group:leads", "group:sre"),
          ANAS_BOT, Set.of("user:anas-bot", "group:leads"),
          DANA, Set.of("user:dana", "group:leads"),
          DANAS_BOT, Set.of("user:danas-bot", "group:leads", "group:sre"),
          LEE, Set.of("user:lee", "group:leads", "group:sre"),
          SAM, Set.of("user:sam", "group:sre"),
          KIM, Set.of("user:kim"));

  private Cast() {}

  public static Subject person(String name) {
    var id = new SubjectId(uuid(name));
    return new Subject(id, id, name, Subject.Kind.PERSON);
  }

  public static Subject bot(String name, Subject owner) {
    return new Subject(new SubjectId(uuid(name)), owner.id(), name, Subject.Kind.AGENT);
  }

  static Approver standing(Subject subject) {
    return new Approver(subject, STANDING.getOrDefault(subject, Set.of()));
  }

  static Approver disabled(Subject subject) {
    return new Approver(subject, Set.of());
  }

  static Stage stage(int count, String... from) {
    return new Stage(count, Set.of(from), HALF_HOUR);
  }

  static Terms terms(Duration max, Stage... stages) {
    return new Terms(max, List.of(stages));
  }

  /** For an hour at most, and no longer unused than that. */
  static Terms idling(Duration idle, Stage... stages) {
    return within(new Limits(Optional.empty(), Optional.of(idle)), stages);
  }

  /** For an hour at most, and then half an hour more so many times. */
  static Terms extendable(int times, Stage... stages) {
    var limits = new Limits(Optional.of(new Extension(HALF_HOUR, times)), Optional.empty());
    return within(limits, stages);
  }

  static Terms within(Limits limits, Stage... stages) {
    return new Terms(HOUR, List.of(stages), limits, Aftercare.NONE, List.of());
  }

  public static Request request(Terms terms) {
    return request(7, terms, Optional.of("requeue order 8812"));
  }

  static Request request(long number, Terms terms, Optional<String> reason) {
    return new Request(
        new RequestId(number), ANA, target(), role(), HOUR, reason, "writes", terms, hash(), NOON);
  }

  static Target target() {
    var definition =
        new TargetDefinition("orders", "postgres", "db:5432", Map.of("env", "prod", "tier", "1"));
    return new Target(new TargetId(uuid("orders")), definition);
  }

  static Role role() {
    var privileges = Map.of("grants", List.of("UPDATE ON orders"), "member_of", List.of("app"));
    return new Role(new RoleId(uuid("fix")), new RoleDefinition("fix", "orders", privileges));
  }

  static PolicyHash hash() {
    return new PolicyHash("a".repeat(64));
  }

  static Decision.Allowed allowed(Terms terms) {
    return new Decision.Allowed("writes", terms);
  }

  /** A yes to what is asked now. */
  static Event.ApprovedBy yes(Elevation state, Subject by) {
    return new Event.ApprovedBy(standing(by), state.request().digest(), Optional.empty(), "");
  }

  static Event.ApprovedBy yes(Elevation state, Subject by, Duration limit) {
    return new Event.ApprovedBy(standing(by), state.request().digest(), Optional.of(limit), "");
  }

  /** The last look, with everyone as they were and policy as it was. */
  static Event.Checked checked(Elevation.Approved state) {
    return checked(state, allowed(state.request().terms()));
  }

  static Event.Checked checked(Elevation.Approved state, Decision decision) {
    Map<SubjectId, Approver> approvers = new HashMap<>();
    state.approvals().forEach(a -> approvers.put(a.by().id(), standing(a.by())));
    return new Event.Checked(approvers, decision, true);
  }

  /** The state after a step; an error when there was none. */
  static Elevation after(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Step step -> step.next();
      case Outcome.Unchanged unchanged -> throw new AssertionError("nothing changed");
      case Outcome.Refused refused -> throw new AssertionError(refused.message());
    };
  }

  static Elevation.Pending pending(Terms terms) {
    return (Elevation.Pending) Lifecycle.open(request(terms), NOON).next();
  }

  /** Waiting for one of the leads, since noon. */
  public static Elevation.Pending waiting() {
    return pending(terms(HOUR, stage(1, "group:leads")));
  }

  /** Granted at once for an hour, at noon. */
  public static Elevation.Approved approved() {
    return approved(terms(HOUR));
  }

  static Elevation.Approved approved(Terms terms) {
    return (Elevation.Approved) Lifecycle.open(request(terms), NOON).next();
  }

  static Elevation.Provisioning provisioning() {
    return provisioning(terms(HOUR));
  }

  static Elevation.Provisioning provisioning(Terms terms) {
    Elevation.Approved approved = approved(terms);
    return (Elevation.Provisioning) after(Lifecycle.step(approved, checked(approved), NOON));
  }

  public static Elevation.Active active() {
    return active(terms(HOUR));
  }

  static Elevation.Active active(Terms terms) {
    return (Elevation.Active)
        after(Lifecycle.step(provisioning(terms), new Event.Provisioned(), NOON));
  }

  public static Elevation.Revoking revoking() {
    return (Elevation.Revoking) after(Lifecycle.step(active(), new Event.DoneBy(ANA), NOON));
  }

  private static UUID uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
