package dev.hoist.cli.command;

import dev.hoist.cli.base.Failure;
import dev.hoist.kernel.audit.verify.AuditVerifier;
import dev.hoist.kernel.audit.verify.Verdict;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The last checkpoint that was seen of each log: whoever has it notices when an older state of the
 * log, signed and genuine, is put in its place, or another log under the same key (S22).
 */
final class SeenLogs implements AuditVerifier.Memory {
  private static final int MOST_BYTES = 65_536;

  private final Path folder;
  private final Optional<Path> only;
  private final boolean mayBeOlder;
  private Optional<Long> newer = Optional.empty();

  /**
   * @param folder where a file is kept for each log
   * @param only a file to use instead
   * @param mayBeOlder whether a copy from before the last look is fine
   */
  SeenLogs(Path folder, Optional<Path> only, boolean mayBeOlder) {
    this.folder = folder;
    this.only = only;
    this.mayBeOlder = mayBeOlder;
  }

  @Override
  public List<String> seen(String origin, long size) {
    Optional<String> note = read(file(origin));
    newer = note.map(this::size).filter(known -> known > size);
    return newer.isPresent() && mayBeOlder ? List.of() : note.stream().toList();
  }

  /** How many entries had been seen, when the copy has fewer. */
  Optional<Long> newer() {
    return newer;
  }

  void remember(Verdict.Intact found) throws IOException {
    if (newer.isPresent()) {
      return;
    }
    Path file = file(found.origin()).toAbsolutePath();
    Path parent = Optional.ofNullable(file.getParent()).orElse(file);
    Files.createDirectories(parent);
    Path fresh = Files.createTempFile(parent, ".hoist", ".new");
    try {
      Files.writeString(fresh, found.checkpoint());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Any name makes a file's name, and never a path. */
  private Path file(String origin) {
    return only.orElseGet(
        () -> folder.resolve(URLEncoder.encode(origin, StandardCharsets.UTF_8) + ".checkpoint"));
  }

  private static Optional<String> read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw Failure.error(file + " is far too long for a checkpoint", "is it the right file?");
      }
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Failure.error(file + ", the checkpoint seen before, cannot be read: " + e, "");
    }
  }

  /** Only a hint, unproved; the verifier reads the note for itself. */
  private long size(String note) {
    try {
      return Long.parseLong(note.lines().skip(1).findFirst().orElse("0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
