package dev.hoist.control.api;

import dev.hoist.control.access.SessionEntry;
import dev.hoist.control.access.SessionLog;
import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.audit.AuditTrail;
import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.elevation.Stored;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.session.RecordingAlteredException;
import dev.hoist.kernel.session.Recordings;
import dev.hoist.kernel.session.SessionCutter;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.wire.KillRequest;
import dev.hoist.wire.KillView;
import dev.hoist.wire.Page;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.Routes;
import dev.hoist.wire.SearchView;
import dev.hoist.wire.SessionView;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sessions, their recordings, and ending them. */
@RestController
final class SessionsController {
  private static final String LIST = "sessions";

  private final SessionLog sessions;
  private final CheckedRecordings recordings;
  private final RecordingSearch search;
  private final SessionCutter cutter;
  private final Elevations elevations;
  private final Sight sight;
  private final AuditTrail audit;
  private final TimeSource time;

  SessionsController(
      SessionLog sessions,
      Recordings recordings,
      SessionCutter cutter,
      Elevations elevations,
      Sight sight,
      AuditTrail audit,
      TimeSource time) {
    this.sessions = sessions;
    this.recordings = new CheckedRecordings(sessions, recordings, audit, time);
    this.search = new RecordingSearch(sessions, this.recordings);
    this.cutter = cutter;
    this.elevations = elevations;
    this.sight = sight;
    this.audit = audit;
    this.time = time;
  }

  @GetMapping(Routes.SESSIONS)
  Page<SessionView> list(
      @RequestParam(defaultValue = "mine") String scope,
      @RequestParam Optional<String> grant,
      @RequestParam Optional<String> cursor,
      @RequestParam(defaultValue = Cursor.DEFAULT_LIMIT) int limit,
      @AuthenticationPrincipal Caller caller) {
    var page =
        sessions.list(
            Scope.of(scope, caller, "everyone's sessions", "see yours with: hoist session ls"),
            grant.map(Ids::grant),
            Cursor.readNumber(LIST, cursor).map(SessionId::new),
            Cursor.limit(limit));
    return Cursor.page(
        LIST, page, s -> Long.toString(s.id().number()), s -> view(s, Optional.empty()));
  }

  @GetMapping(Routes.SESSION)
  SessionView find(@PathVariable String id, @AuthenticationPrincipal Caller caller)
      throws IOException {
    SessionEntry session = seen(id, caller);
    return view(session, Optional.of(recordings.check(session)));
  }

  /**
   * The JSON lines as recorded. One that is not what the audit log kept is refused as a whole; one
   * of a live session that does not verify breaks off.
   */
  @GetMapping(Routes.RECORDING)
  void recording(
      @PathVariable String id, @AuthenticationPrincipal Caller caller, HttpServletResponse response)
      throws IOException {
    SessionEntry session = seen(id, caller);
    if (!owns(caller, session)) {
      tell(caller, "recording.read", session.id(), Map.of("of", session.subjectName()));
    }
    try (InputStream lines = open(session.id())) {
      response.setContentType("application/jsonl");
      lines.transferTo(response.getOutputStream());
      response.flushBuffer();
    }
  }

  private InputStream open(SessionId id) throws IOException {
    try {
      return recordings
          .open(id)
          .orElseThrow(
              () -> ApiException.of(ProblemCode.NOT_FOUND, "there is no recording of " + id));
    } catch (RecordingAlteredException e) {
      throw ApiException.of(
          ProblemCode.RECORDING_ALTERED,
          String.valueOf(e.getMessage()),
          "keep the file, and check the audit log with: hoist audit verify");
    }
  }

  @GetMapping(Routes.SESSION_SEARCH)
  SearchView search(
      @RequestParam String q,
      @RequestParam(defaultValue = "mine") String scope,
      @RequestParam Optional<String> cursor,
      @AuthenticationPrincipal Caller caller) {
    var whose =
        Scope.of(scope, caller, "everyone's sessions", "search yours with: hoist session search");
    if (whose.isEmpty()) {
      tell(caller, "recording.search", "all sessions", Map.of());
    }
    RecordingSearch.Found found =
        search.find(whose, q, Cursor.readNumber(LIST, cursor).map(SessionId::new));
    return new SearchView(
        found.hits(),
        found.next().map(id -> Cursor.write(LIST, Long.toString(id.number()))),
        found.refused());
  }

  @PostMapping(Routes.KILL)
  KillView kill(
      @PathVariable String id,
      @RequestBody KillRequest body,
      @AuthenticationPrincipal Caller caller) {
    String reason = Texts.reason(body.reason());
    SessionEntry session = killable(id, caller);
    // The grant of a session that is over may serve another one by now.
    boolean keep = body.keepGrant() || session.end().isPresent();
    // The entry precedes the effect (S21); the session's end is an entry of its own.
    tell(
        caller,
        "session.kill",
        session.id(),
        Map.of("reason", reason, "grant", keep ? "kept" : "revoked"));
    long since = System.nanoTime();
    boolean killed =
        cutter.kill(session.id(), "killed by " + caller.subject().name() + ": " + reason);
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    Stored grant = grant(session, keep, caller, reason);
    return new KillView(
        killed,
        took,
        session.grant().toString(),
        RequestViews.state(grant.elevation()),
        RequestViews.debt(grant.elevation()));
  }

  /** A session that is cut and whose grant goes on is opened again at once by most clients. */
  private Stored grant(SessionEntry session, boolean keep, Caller caller, String reason) {
    RequestId request = session.grant().request();
    Stored stored = elevations.find(request).orElseThrow();
    if (keep || stored.elevation() instanceof Elevation.Terminal) {
      return stored;
    }
    var _ =
        sight.mayRevoke(caller, stored)
            ? elevations.revoke(request, caller.subject(), reason)
            : elevations.done(request, caller.subject());
    return Settling.await(elevations, request);
  }

  /** Also those who may end its grant may end a session, though they do not see what is in it. */
  private SessionEntry killable(String id, Caller caller) {
    SessionEntry session = find(Ids.session(id));
    boolean ends =
        elevations
            .find(session.grant().request())
            .filter(stored -> sight.mayRevoke(caller, stored))
            .isPresent();
    if (!ends && !owns(caller, session)) {
      throw none(session.id());
    }
    return session;
  }

  private SessionEntry seen(String id, Caller caller) {
    SessionEntry session = find(Ids.session(id));
    if (!caller.admin() && !owns(caller, session)) {
      throw none(session.id());
    }
    return session;
  }

  private SessionEntry find(SessionId id) {
    return sessions.find(id).orElseThrow(() -> none(id));
  }

  private static ApiException none(SessionId id) {
    return ApiException.of(
        ProblemCode.NOT_FOUND,
        "there is no session " + id + " that you may see",
        "see yours with: hoist session ls");
  }

  private static boolean owns(Caller caller, SessionEntry session) {
    return session.subject().equals(caller.subject().id());
  }

  private void tell(Caller caller, String act, Object on, Map<String, String> details) {
    audit.append(
        new AuditEntry.Administered(
            time.now(), Optional.of(caller.subject()), act, on.toString(), details));
  }

  private static SessionView view(SessionEntry s, Optional<CheckedRecordings.Check> check) {
    return new SessionView(
        s.id().toString(),
        s.grant().toString(),
        s.subjectName(),
        s.target(),
        s.role(),
        s.client(),
        s.from(),
        s.begunAt(),
        s.end().map(SessionEnd::at),
        s.end().map(SessionEnd::why),
        s.end().map(SessionEnd::statements),
        s.end().map(SessionEnd::bytesIn),
        s.end().map(SessionEnd::bytesOut),
        s.end().map(SessionEnd::recording),
        check.map(CheckedRecordings.Check::state),
        check.flatMap(CheckedRecordings.Check::problem));
  }
}
