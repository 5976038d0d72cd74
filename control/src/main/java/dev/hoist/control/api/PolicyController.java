package dev.hoist.control.api;

import dev.hoist.control.elevation.Affected;
import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.policy.Policies;
import dev.hoist.control.policy.PolicyLog;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.policy.PolicyHash;
import dev.hoist.wire.AffectedView;
import dev.hoist.wire.Page;
import dev.hoist.wire.PolicyVersionView;
import dev.hoist.wire.Routes;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Policy as it was and is. */
@RestController
final class PolicyController {
  private static final String LIST = "policy";

  private final PolicyLog log;
  private final Policies policies;
  private final Elevations elevations;

  PolicyController(PolicyLog log, Policies policies, Elevations elevations) {
    this.elevations = elevations;
    this.log = log;
    this.policies = policies;
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
