package dev.hoist.control.api;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.control.change.Standings;
import dev.hoist.control.policy.PastDecisions;
import dev.hoist.control.policy.PastDecisions.Kept;
import dev.hoist.control.policy.Policies;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.wire.Json;
import dev.hoist.wire.PastDecisionView;
import dev.hoist.wire.PolicyFilesView;
import dev.hoist.wire.PolicyText;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.Routes;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What authors of policy need to work with: the files in force, and what was decided so far; each
 * as far as {@link PolicySight} reaches.
 */
@RestController
final class PolicySourceController {
  /** The most decisions of one answer; a reader goes on behind the last. */
  private static final int MOST = 5000;

  /** As many at a time are held in memory. */
  private static final int CHUNK = 250;

  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private final Policies policies;
  private final Standings standings;
  private final PastDecisions past;
  private final AuditTrail trail;
  private final TimeSource time;

  PolicySourceController(
      Policies policies,
      Standings standings,
      PastDecisions past,
      AuditTrail trail,
      TimeSource time) {
    this.policies = policies;
    this.standings = standings;
    this.past = past;
    this.trail = trail;
    this.time = time;
  }

  @GetMapping(Routes.POLICY_FILES)
  PolicyFilesView files(@AuthenticationPrincipal Caller caller) {
    PolicySight sight = PolicySight.of(caller, policies, standings);
    String hash = sight.policy().set().hash().hex();
    tell(caller, "policy.files", Map.of("policy", hash, "seen", sight.told()));
    return new PolicyFilesView(
        hash,
        sight.policy().files().stream()
            .filter(sight::sees)
            .map(f -> new PolicyText(f.name(), f.text()))
            .toList(),
        sight.hidden());
  }

  @GetMapping(Routes.POLICY_DECISIONS)
  void decisions(
      @RequestParam String since,
      @RequestParam(defaultValue = "0") long after,
      @AuthenticationPrincipal Caller caller,
      HttpServletResponse response)
      throws IOException {
    Instant from = moment(since);
    PolicySight sight = PolicySight.of(caller, policies, standings);
    tell(
        caller,
        "policy.decisions",
        Map.of("since", from.toString(), "after", Long.toString(after), "seen", sight.told()));
    response.setContentType("application/jsonl");
    write(from, after, sight, response.getOutputStream());
    response.flushBuffer();
  }

  private static Instant moment(String text) {
    try {
      Instant at = Instant.parse(text);
      if (at.isAfter(Instant.EPOCH) && at.isBefore(END)) {
        return at;
      }
    } catch (DateTimeException e) {
      // told below
    }
    throw ApiException.of(
        ProblemCode.BAD_REQUEST, "since: a moment like 2026-11-01T00:00:00Z, after 1970");
  }

  /** The audit entry is there before anything is read (S21). */
  private void tell(Caller caller, String what, Map<String, String> details) {
    trail.append(
        new AuditEntry.Administered(
            time.now(), Optional.of(caller.subject()), what, "policy", details));
  }

  /** Reads {@link #MOST}, and on until one of them is seen: an empty answer is the end. */
  private void write(Instant since, long after, PolicySight sight, OutputStream out)
      throws IOException {
    long last = after;
    boolean any = false;
    for (int read = 0; read < MOST || !any; read += CHUNK) {
      List<Kept> chunk = past.list(since, last, CHUNK);
      for (Kept kept : chunk) {
        if (sight.owned().isEmpty() || sight.sees(past.facts(kept))) {
          out.write(line(kept).getBytes(StandardCharsets.UTF_8));
          any = true;
        }
        last = kept.number();
      }
      if (chunk.size() < CHUNK) {
        return;
      }
    }
  }

  private static String line(Kept kept) {
    return Json.responses()
            .writeValueAsString(
                new PastDecisionView(
                    kept.number(),
                    kept.request().map(Object::toString),
                    Json.responses().readTree(kept.facts()),
                    Json.responses().readTree(kept.decision()),
                    kept.policy()))
        + "\n";
  }
}
