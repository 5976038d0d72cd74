package dev.hoist.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says: PostgreSQL's own account of the server on a cluster, line by
 * line (miscinit.h: pid, data directory, start time, port, socket folder, address, shared memory,
 * status).
 */
record PidFile(List<String> lines) {
  static final String NAME = "postmaster.pid";

  PidFile {
    lines = List.copyOf(lines);
  }

  static Optional<PidFile> read(Path cluster) throws IOException {
    try {
      return Optional.of(
          new PidFile(Files.readAllLines(cluster.resolve(NAME), StandardCharsets.ISO_8859_1)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  Optional<Long> pid() {
    try {
      return lines.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(lines.get(0).strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean ready() {
    return lines.size() >= 8 && lines.get(7).strip().equals("ready");
  }
}
