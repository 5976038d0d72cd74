package dev.hoist.control.api;

import dev.hoist.control.Page;
import dev.hoist.control.access.SessionEntry;
import dev.hoist.control.access.SessionLog;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.session.RecordingAlteredException;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.wire.Json;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.SessionHit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Looks for words in the statements of recordings, newest session first, a bounded part a call. */
final class RecordingSearch {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingSearch.class);
  private static final int SESSIONS = 100;
  private static final int HITS = 200;
  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_QUERY = 200;

  private final SessionLog sessions;
  private final CheckedRecordings recordings;

  RecordingSearch(SessionLog sessions, CheckedRecordings recordings) {
    this.sessions = sessions;
    this.recordings = recordings;
  }

  /**
   * @param next search on before this session; empty when there is no older one
   * @param refused what is wrong with recordings that are not what was written
   */
  record Found(List<SessionHit> hits, Optional<SessionId> next, List<String> refused) {}

  Found find(Optional<SubjectId> whose, String query, Optional<SessionId> before) {
    String wanted = query.strip().toLowerCase(Locale.ROOT);
    if (wanted.isEmpty() || wanted.length() > LONGEST_QUERY) {
      throw ApiException.of(
          ProblemCode.BAD_REQUEST, "q: 1 to " + LONGEST_QUERY + " characters to look for");
    }
    Page<SessionEntry> page = sessions.list(whose, Optional.empty(), before, SESSIONS);
    var hits = new ArrayList<SessionHit>();
    var refused = new ArrayList<String>();
    for (SessionEntry session : page.items()) {
      if (hits.size() >= HITS) {
        return new Found(hits, Optional.of(new SessionId(session.id().number() + 1)), refused);
      }
      scan(session, wanted, hits, refused);
    }
    Optional<SessionId> next =
        page.more() ? Optional.of(page.items().getLast().id()) : Optional.empty();
    return new Found(hits, next, refused);
  }

  private void scan(
      SessionEntry session, String wanted, List<SessionHit> hits, List<String> refused) {
    try {
      Optional<InputStream> recording = recordings.open(session.id());
      if (recording.isPresent()) {
        try (var lines =
            new BufferedReader(new InputStreamReader(recording.get(), StandardCharsets.UTF_8))) {
          scan(session, lines, wanted, hits);
        }
      }
    } catch (RecordingAlteredException e) {
      refused.add(String.valueOf(e.getMessage()));
    } catch (IOException | JacksonException e) {
      // One damaged recording must not hide what is in the others.
      LOG.warn("the recording of {} cannot be searched: {}", session.id(), e.getMessage());
      refused.add("the recording of " + session.id() + " cannot be read");
    }
  }

  private static void scan(
      SessionEntry session, BufferedReader lines, String wanted, List<SessionHit> hits)
      throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (hits.size() < HITS && line.contains("\"statement\"")) {
        hit(session, Json.responses().readTree(line), wanted).ifPresent(hits::add);
      }
    }
  }

  private static Optional<SessionHit> hit(SessionEntry session, JsonNode entry, String wanted) {
    String text = entry.path("text").asString("");
    if (!entry.path("type").asString("").equals("statement")
        || !text.toLowerCase(Locale.ROOT).contains(wanted)) {
      return Optional.empty();
    }
    return Optional.of(
        new SessionHit(
            session.id().toString(),
            session.subjectName(),
            session.target(),
            session.begunAt(),
            entry.path("t").asLong(0),
            text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…"));
  }
}
