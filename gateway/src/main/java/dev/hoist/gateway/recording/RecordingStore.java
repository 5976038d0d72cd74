package dev.hoist.gateway.recording;

import dev.hoist.kernel.session.Recordings;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.Written;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads recordings back from their folder, finished ones and those still being written. */
public final class RecordingStore implements Recordings {
  private final Path folder;

  public RecordingStore(Path folder) {
    this.folder = folder;
  }

  /**
   * The header and the entries, without the chunk lines. Each chunk is checked before any of it is
   * given out. Whole lines that no chunk covers yet are given out too; half a line at the end is
   * left out and told in a last note.
   */
  @Override
  public Optional<InputStream> open(SessionId session, Optional<String> digest) throws IOException {
    if (digest.isPresent()) {
      // A file rewritten as a whole agrees with itself to its end: look there first.
      ChunkReader.same(
          session, digest.get(), written(session).map(Written::digest).orElse(ChunkReader.GONE));
    }
    try {
      InputStream file = Files.newInputStream(RecordingFolder.path(folder, session));
      return Optional.of(new VerifiedStream(new ChunkReader(session, file), digest));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * What is there: what a session that ended without a report, because the process died, is closed
   * with.
   *
   * @return empty when there is no recording under that id
   * @throws IOException when it cannot be read or a chunk is not as it was written
   */
  public Optional<Written> written(SessionId session) throws IOException {
    try (InputStream file = Files.newInputStream(RecordingFolder.path(folder, session));
        ChunkReader reader = new ChunkReader(session, file)) {
      return Optional.of(reader.readAll());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
