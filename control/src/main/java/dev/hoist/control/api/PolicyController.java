package dev.hoist.control.api;

import dev.hoist.control.change.PolicyChanges;
import dev.hoist.control.change.Proposed;
import dev.hoist.control.elevation.Affected;
import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.elevation.FreeText;
import dev.hoist.control.policy.Policies;
import dev.hoist.control.policy.PolicyLog;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.wire.AffectedView;
import dev.hoist.wire.Page;
import dev.hoist.wire.PolicyPush;
import dev.hoist.wire.PolicyRollback;
import dev.hoist.wire.PolicyVersionView;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Policy as it was and is. */
@RestController
final class PolicyController {
  private static final String LIST = "policy";

  private final PolicyLog log;
  private final Policies policies;
  private final Elevations elevations;

  private final PolicyChanges changes;
  private final ChangeViews views;

  PolicyController(
      PolicyLog log,
      Policies policies,
      Elevations elevations,
      PolicyChanges changes,
      ChangeViews views) {
    this.elevations = elevations;
    this.log = log;
    this.policies = policies;
    this.changes = changes;
    this.views = views;
  }

  @GetMapping(Routes.POLICY_VERSIONS)
  Page<PolicyVersionView> versions(
      @RequestParam Optional<String> cursor,
      @RequestParam(defaultValue = Cursor.DEFAULT_LIMIT) int limit) {
    long newest =
        log.list(Optional.empty(), 1).items().stream()
            .map(PolicyLog.Version::number)
            .findFirst()
            .orElse(0L);
    Optional<PolicyHash> inForce = policies.current().map(p -> p.set().hash());
    return Cursor.page(
        LIST,
        log.list(Cursor.readNumber(LIST, cursor), Cursor.limit(limit)),
        version -> Long.toString(version.number()),
        version ->
            view(
                version,
                version.number() == newest && inForce.equals(Optional.of(version.hash()))));
  }

  @GetMapping(Routes.POLICY_AFFECTED)
  Page<AffectedView> affected() {
    return new Page<>(
        elevations.affected().stream().map(PolicyController::view).toList(), Optional.empty());
  }

  private static AffectedView view(Affected affected) {
    var granted = (Elevation.Granted) affected.stored().elevation();
    var request = granted.request();
    return new AffectedView(
        granted.grant().id().toString(),
        request.requester().name(),
        request.target().name(),
        request.role().name(),
        granted.grant().until(),
        affected.why());
  }

  @PostMapping(Routes.POLICY_PUSHES)
  ResponseEntity<RequestView> push(
      @RequestBody PolicyPush body, @AuthenticationPrincipal Caller caller) {
    List<PolicyFile> files =
        body.files().stream().map(file -> new PolicyFile(file.name(), file.text())).toList();
    return opened(changes.push(caller.subject(), files, reason(body.reason())), caller);
  }

  @PostMapping(Routes.POLICY_ROLLBACKS)
  ResponseEntity<RequestView> rollback(
      @RequestBody PolicyRollback body, @AuthenticationPrincipal Caller caller) {
    if (!body.hash().matches("[0-9a-f]{64}")) {
      throw ApiException.of(ProblemCode.INVALID, "hash: 64 hex digits", "see: hoist policy log");
    }
    return opened(
        changes.rollback(caller.subject(), new PolicyHash(body.hash()), reason(body.reason())),
        caller);
  }

  private static Optional<String> reason(Optional<String> reason) {
    return reason
        .filter(text -> !text.isBlank())
        .map(text -> Texts.check("reason", FreeText.REASON, text));
  }

  private ResponseEntity<RequestView> opened(Proposed proposed, Caller caller) {
    return switch (proposed) {
      case Proposed.Refused no ->
          throw new ApiException(
              Problems.of(
                  code(no.why()), no.problems().getFirst(), Optional.of(no.next()), no.problems()));
      case Proposed.Opened opened -> {
        RequestView view = views.whole(opened.change(), caller);
        yield ResponseEntity.created(URI.create(Routes.with(Routes.REQUEST, view.id()))).body(view);
      }
    };
  }

  private static ProblemCode code(Proposed.Why why) {
    return switch (why) {
      case ELSEWHERE -> ProblemCode.ELSEWHERE;
      case UNFIT -> ProblemCode.INVALID;
      case UNKNOWN -> ProblemCode.NOT_FOUND;
      case NOT_NOW -> ProblemCode.UNAVAILABLE;
      case TOO_MANY -> ProblemCode.TOO_MANY;
    };
  }

  private static PolicyVersionView view(PolicyLog.Version version, boolean inForce) {
    return new PolicyVersionView(
        version.hash().hex(),
        version.loadedAt(),
        version.origin().way().name().toLowerCase(Locale.ROOT),
        version.origin().reference(),
        version.origin().author(),
        version.files(),
        inForce);
  }
}
