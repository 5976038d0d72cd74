package dev.hoist.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Folders with exact permissions, whatever the umask. */
final class Folders {
  private static final System.Logger LOG = System.getLogger(Folders.class.getName());
  private static final String DRAFT = ".new-";

  private Folders() {}

  /** Makes the folder and those above it that are missing, each with these permissions. */
  static Path create(Path folder, String permissions) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      create(parent, permissions);
    }
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    return folder;
  }

  /** Whether any account may pass through the folder and all those above it. */
  static boolean openToAll(Path folder) throws IOException {
    for (Path at = folder.toRealPath(); at != null; at = at.getParent()) {
      if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Deletes the drafts that a killed process left beside what it was making. What someone still
   * writes to stays for another time.
   */
  static void deleteDrafts(Path made, Duration age) throws IOException {
    Path folder = made.resolveSibling("");
    Instant before = Instant.now().minus(age);
    try (var drafts = Files.newDirectoryStream(folder, made.getFileName() + DRAFT + "*")) {
      for (Path draft : drafts) {
        if (!Files.getLastModifiedTime(draft).toInstant().isAfter(before)) {
          deleteIfUnused(draft);
        }
      }
    }
  }

  static void deleteIfUnused(Path draft) {
    try {
      deleteTree(draft);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "left for later: {0}", draft);
    }
  }

  /** Where something is made that appears, whole, under its own name afterwards. */
  static Path draft(Path of) {
    return of.resolveSibling(of.getFileName() + DRAFT + UUID.randomUUID());
  }

  /** Deletes what is there, if anything. */
  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem)
              throws IOException {
            // A server that is going down deletes its own files meanwhile.
            if (problem instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw problem;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
              throws IOException {
            if (problem != null) {
              throw problem;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
