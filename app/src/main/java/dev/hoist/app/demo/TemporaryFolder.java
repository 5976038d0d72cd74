package dev.hoist.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is gone when it is closed. */
record TemporaryFolder(Path path) implements AutoCloseable {
  /**
   * Others may pass through it, so that a database under another account reaches its own folder.
   */
  static TemporaryFolder create(String name) throws IOException {
    return new TemporaryFolder(
        Files.setPosixFilePermissions(
            Files.createTempDirectory(name), PosixFilePermissions.fromString("rwx--x--x")));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
