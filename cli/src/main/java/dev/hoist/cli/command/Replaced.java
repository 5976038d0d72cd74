package dev.hoist.cli.command;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Replaces a file of the user's whole: it is the old one or the new one, never half of either. */
final class Replaced {
  private Replaced() {}

  /** A link stays a link to the same file, and who may read it stays as it was. */
  static void with(Path path, String text) throws IOException {
    Path real = path.toRealPath();
    Path folder = real.getParent();
    if (folder == null) {
      throw new IOException("not a file's name");
    }
    if (!Files.isWritable(real)) {
      throw new IOException("the file is read-only"); // replacing it would get round that
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(real);
    Path fresh = Files.createTempFile(folder, ".hoist", ".new");
    try {
      Files.writeString(fresh, text);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.setPosixFilePermissions(fresh, permissions);
      Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
