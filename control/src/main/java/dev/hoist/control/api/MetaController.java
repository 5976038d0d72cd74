package dev.hoist.control.api;

import dev.hoist.control.Vitals;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.Policies;
import dev.hoist.control.policy.RejectedPolicy;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.wire.HealthView;
import dev.hoist.wire.PolicyView;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.Routes;
import dev.hoist.wire.VersionView;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** About the server itself. */
@RestController
final class MetaController {
  private static final int MOST_PROBLEMS = 20;

  private final Policies policies;
  private final Vitals vitals;
  private final String version;

  MetaController(Policies policies, Vitals vitals, String version) {
    this.policies = policies;
    this.vitals = vitals;
    this.version = version;
  }

  @GetMapping(Routes.HEALTH)
  HealthView health() {
    Vitals.Seen seen = vitals.seen();
    boolean notLoaded = policies.lastProblem().isPresent();
    boolean targetsNotLoaded = policies.inventoryProblem().isPresent();
    boolean well = !seen.auditBehind() && seen.debt() == 0 && !notLoaded && !targetsNotLoaded;
    return new HealthView(
        well ? "ready" : "degraded", seen.auditBehind(), seen.debt(), notLoaded, targetsNotLoaded);
  }

  @GetMapping(Routes.VERSION)
  VersionView version() {
    return new VersionView(version, "v1");
  }

  @GetMapping(Routes.POLICY)
  PolicyView policy() {
    LoadedPolicy loaded =
        policies
            .current()
            .orElseThrow(
                () ->
                    ApiException.of(
                        ProblemCode.UNAVAILABLE,
                        "no policy was ever good enough to load, so everything is denied"
                            + policies.lastProblem().map(p -> ": " + words(p)).orElse(""),
                        "check the files with: hoist policy check"));
    return new PolicyView(
        loaded.set().hash().hex(),
        loaded.files().stream().map(PolicyFile::name).toList(),
        loaded.loadedAt(),
        policies.lastProblem().map(MetaController::words),
        policies.inventoryProblem().map(MetaController::words));
  }

  private static String words(RejectedPolicy rejected) {
    return rejected.problems().stream()
        .filter(p -> p.severity() == PolicyProblem.Severity.ERROR)
        .limit(MOST_PROBLEMS)
        .map(RejectedPolicy::line)
        .collect(Collectors.joining("; "));
  }

  @GetMapping(Routes.OPENAPI)
  ResponseEntity<byte[]> openapi() throws IOException {
    try (InputStream file = MetaController.class.getResourceAsStream("/openapi.yaml")) {
      if (file == null) {
        throw new IOException("openapi.yaml is not in this build");
      }
      return ResponseEntity.ok()
          .header("Content-Type", "application/yaml")
          .body(file.readAllBytes());
    }
  }
}
