package dev.hoist.kernel.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The log's key on disk: {@code audit.key}, for its owner alone, and {@code audit.pub}. */
public final class AuditKeys {
  static final String PRIVATE = "audit.key";
  static final String PUBLIC = "audit.pub";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private AuditKeys() {}

  /**
   * The key in the folder, or a new one when the folder has no log yet.
   *
   * @param name what a new key is called, which is also the log's origin: a schema-less URL without
   *     spaces and plus
   */
  public static NoteSigner loadOrCreate(Path dir, String name) throws IOException {
    Files.createDirectories(dir);
    Path secret = dir.resolve(PRIVATE);
    if (Files.exists(secret)) {
      return load(dir, secret);
    }
    if (Files.exists(dir.resolve("checkpoint")) || Files.exists(dir.resolve("tile"))) {
      throw new AuditDamagedException(
          secret + " is missing but the log it signed is there; restore it from a backup");
    }
    NoteSigner signer = NoteSigner.generate(name);
    // The private key last: a key is complete once it is there.
    new DirectoryFiles(dir).write(PUBLIC, line(signer.vkey()));
    Files.deleteIfExists(dir.resolve(PRIVATE + ".new"));
    Path fresh =
        Files.createFile(
            dir.resolve(PRIVATE + ".new"), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.write(fresh, line(signer.skey()), StandardOpenOption.SYNC, StandardOpenOption.WRITE);
    Files.move(fresh, secret);
    return signer;
  }

  private static NoteSigner load(Path dir, Path secret) throws IOException {
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(secret))) {
      throw new AuditDamagedException(
          secret + " can be read by others; if nobody did, run: chmod 600 " + secret);
    }
    try {
      return NoteSigner.parse(
          Files.readString(secret).strip(), Files.readString(dir.resolve(PUBLIC)).strip());
    } catch (IllegalArgumentException e) {
      throw new AuditDamagedException(
          secret + " and " + PUBLIC + " do not fit (" + e.getMessage() + "); restore both");
    }
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
