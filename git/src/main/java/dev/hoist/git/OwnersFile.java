package dev.hoist.git;

import dev.hoist.kernel.identity.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A secret in a file that nobody but its owner may read. */
final class OwnersFile {
  private static final long LONGEST = 64 << 10;

  private OwnersFile() {}

  /**
   * @param key by which the settings name the file, for messages
   */
  static Secret read(String key, Path file) throws UnfitException {
    try {
      String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      if (!rights.endsWith("------")) {
        throw new UnfitException(
            key + " " + file + " is open to others; close it with: chmod 600 " + file);
      }
      if (Files.size(file) > LONGEST) {
        throw new UnfitException(key + " " + file + " is longer than 64 KiB");
      }
      return Secret.of(Files.readString(file).strip());
    } catch (UnfitException e) {
      throw e;
    } catch (IOException e) {
      throw new UnfitException(key + " " + file + " cannot be read", e);
    }
  }
}
