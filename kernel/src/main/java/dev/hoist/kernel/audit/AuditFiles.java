package dev.hoist.kernel.audit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The folder of the log. Paths are relative, with slashes. */
interface AuditFiles {
  Optional<byte[]> read(String path) throws IOException;

  /** Puts a file in place, whole or not at all; when this returns, it stays. */
  void write(String path, byte[] content) throws IOException;

  /** Takes a file away if it is there. */
  void delete(String path) throws IOException;

  /** Every file under {@code tile/}. */
  List<String> tiles() throws IOException;
}
