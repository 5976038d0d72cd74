package dev.hoist.control.api;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditLog;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.wire.AuditEntryView;
import dev.hoist.wire.Json;
import dev.hoist.wire.Page;
import dev.hoist.wire.Routes;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading the audit log. */
@RestController
final class AuditController {
  private static final String LIST = "audit";

  private final AuditLog log;
  private final AuditTrail trail;
  private final AuditExport export;
  private final TimeSource time;

  AuditController(AuditLog log, AuditTrail trail, AuditExport export, TimeSource time) {
    this.log = log;
    this.trail = trail;
    this.export = export;
    this.time = time;
  }

  @GetMapping(Routes.AUDIT_ENTRIES)
  Page<AuditEntryView> entries(
      @RequestParam Optional<String> cursor,
      @RequestParam(defaultValue = Cursor.DEFAULT_LIMIT) int limit) {
    return Cursor.page(
        LIST,
        log.list(Cursor.readNumber(LIST, cursor), Cursor.limit(limit)),
        line -> Long.toString(line.index()),
        line -> new AuditEntryView(line.index(), Json.responses().readTree(line.json())));
  }

  @GetMapping(path = Routes.AUDIT_CHECKPOINT, produces = MediaType.TEXT_PLAIN_VALUE)
  String checkpoint() throws IOException {
    return export.checkpoint();
  }

  @GetMapping(Routes.AUDIT_EXPORT)
  void export(@AuthenticationPrincipal Caller caller, HttpServletResponse response)
      throws IOException {
    trail.append(
        new AuditEntry.Administered(
            time.now(), Optional.of(caller.subject()), "audit.export", "audit log", Map.of()));
    AuditExport.Snapshot snapshot = export.snapshot();
    response.setContentType("application/zip");
    response.setHeader("Content-Disposition", "attachment; filename=\"hoist-audit.zip\"");
    export.write(snapshot, response.getOutputStream());
    response.flushBuffer();
  }
}
