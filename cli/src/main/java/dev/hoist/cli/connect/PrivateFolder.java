package dev.hoist.cli.connect;

import dev.hoist.cli.base.Failure;
import dev.hoist.cli.base.Shell;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A folder that only this user can look into, gone when closed, also when a signal ends us. */
final class PrivateFolder implements AutoCloseable {
  private static final FileAttribute<?> ONLY_OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> ONLY_OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;
  private final Thread atExit = new Thread(this::delete, "remove-private-folder");

  private PrivateFolder(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  static PrivateFolder make(Shell shell) {
    Optional<Path> memory = shell.env("XDG_RUNTIME_DIR").map(Path::of).filter(Files::isWritable);
    Path parent = memory.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    try {
      return new PrivateFolder(Files.createTempDirectory(parent, "hoist-", ONLY_OWNER_FOLDER));
    } catch (IOException e) {
      throw Failure.error(
          "no private folder can be made in " + parent + ": " + e.getMessage(),
          "is it full or read-only? another one: XDG_RUNTIME_DIR=/some/folder");
    }
  }

  Path write(String name, String content) {
    try {
      Path file = Files.createFile(path.resolve(name), ONLY_OWNER_FILE);
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw Failure.error(path.resolve(name) + " cannot be written: " + e.getMessage(), "");
    }
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // Already on the way out; the hook finds nothing left to do.
    }
  }

  private void delete() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // What is in it works only once and only for a minute.
    }
  }
}
