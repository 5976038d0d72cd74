package dev.hoist.control.api;

import dev.hoist.control.policy.Policies;
import dev.hoist.control.policy.PolicyLog;
import dev.hoist.kernel.policy.PolicyHash;
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

  PolicyController(PolicyLog log, Policies policies) {
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
