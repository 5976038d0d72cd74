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
   * @return empty when there is no recording under that id
   * @throws IOException when it cannot be read
   */
  Optional<InputStream> open(SessionId session) throws IOException;
}
