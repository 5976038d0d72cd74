package dev.hoist.kernel.session;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Where recordings are read back: JSON lines, as the recording room's package comment describes.
 */
public interface Recordings {
  /**
   * The entries recorded so far, verified against the recording's own hashes while they are read.
   *
   * @param digest the chain head that was kept when the session ended, 64 hex digits; with it the
   *     whole recording is verified before anything of it is given out. Empty while it is live
   * @return empty when there is no recording under that id and no digest either
   * @throws RecordingAlteredException when it is not what was written, or is gone; from reading,
   *     too
   * @throws IOException when it cannot be read
   */
  Optional<InputStream> open(SessionId session, Optional<String> digest) throws IOException;
}
