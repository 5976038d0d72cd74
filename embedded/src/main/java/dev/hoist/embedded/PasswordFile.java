package dev.hoist.embedded;

import dev.hoist.kernel.identity.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The superuser's password: made once, kept in a file that only this account can read. */
record PasswordFile(Path path) {
  private static final int BYTES = 32;
  private static final int LONGEST = 1024;

  Secret read() throws IOException {
    if (!Files.exists(path)) {
      throw new EmbeddedPostgresException(
          "the database is there but its password file " + path + " is not; bring it back");
    }
    if (Files.size(path) > LONGEST) {
      throw new EmbeddedPostgresException(path + " is too long to be a password; bring it back");
    }
    return Secret.of(Files.readString(path).strip());
  }

  /** The password of a cluster about to be made; one that a crash left over will do. */
  Secret readOrCreate() throws IOException {
    if (!Files.exists(path)) {
      Folders.create(path.toAbsolutePath().resolveSibling("").normalize(), "rwx------");
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      Path draft = path.resolveSibling(path.getFileName() + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    }
    return read();
  }
}
