package dev.hoist.cli.command;

import dev.hoist.cli.base.Failure;
import dev.hoist.kernel.audit.verify.AuditVerifier;
import dev.hoist.kernel.audit.verify.Verdict;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Optional;
import java.util.stream.Stream;

/** A copy of the audit log, as a folder or inside a zip. */
final class AuditCopy {
  private AuditCopy() {}

  static Verdict verify(Path path, Optional<String> key, AuditVerifier.Memory memory) {
    try {
      if (Files.isDirectory(path)) {
        return AuditVerifier.verify(path, key, memory);
      }
      if (!Files.isRegularFile(path)) {
        throw Failure.error(
            "there is no audit log at " + path, "name a folder or a zip: hoist audit verify COPY");
      }
      try (FileSystem zip = FileSystems.newFileSystem(path)) {
        return AuditVerifier.verify(root(zip.getPath("/")), key, memory);
      }
    } catch (ProviderNotFoundException e) {
      throw Failure.error(path + " is neither a folder nor a zip", "");
    } catch (IOException e) {
      throw Failure.error(path + " cannot be read: " + e.getMessage(), "");
    }
  }

  /** Some tools put a folder around what they pack. */
  private static Path root(Path top) throws IOException {
    if (Files.exists(top.resolve("checkpoint"))) {
      return top;
    }
    try (Stream<Path> inside = Files.list(top)) {
      return inside.filter(p -> Files.exists(p.resolve("checkpoint"))).findFirst().orElse(top);
    }
  }
}
