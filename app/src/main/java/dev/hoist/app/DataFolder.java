package dev.hoist.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The one folder that a server owns. Held by a lock, so that two servers never share one; the
 * kernel drops the lock when the process dies, however it dies.
 */
final class DataFolder implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> PASSABLE =
      PosixFilePermissions.fromString("rwx--x--x");

  private final Path root;
  private final FileChannel lockFile;
  private final String installation;

  private DataFolder(Path root, FileChannel lockFile, String installation) {
    this.root = root;
    this.lockFile = lockFile;
    this.installation = installation;
  }

  /**
   * Takes the folder, making it when it is not there.
   *
   * @throws StartException when it cannot be written or another server holds it
   */
  static DataFolder open(Path root) {
    try {
      Files.createDirectories(root, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      FileChannel lockFile = lock(root);
      restrict(root);
      return new DataFolder(root, lockFile, installation(root));
    } catch (IOException e) {
      throw new StartException(
          "data folder "
              + root
              + " cannot be used ("
              + e
              + "); "
              + "make it writable for this user, or name another with HOIST_DATA",
          e);
    }
  }

  /**
   * Nobody else reads here. When root owns the folder, others may pass through it without seeing
   * what is in it: PostgreSQL refuses to be root, and its own account has to reach its own folder.
   */
  private static void restrict(Path root) throws IOException {
    boolean rootOwns = Integer.valueOf(0).equals(Files.getAttribute(root, "unix:uid"));
    Files.setPosixFilePermissions(root, rootOwns ? PASSABLE : OWNER_ONLY);
    for (String name : List.of("audit", "recordings", "tls", "policy")) {
      Path folder = Files.createDirectories(root.resolve(name));
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // the same process holds it: as much a second server as any other
    }
    channel.close();
    throw new StartException(
        "another hoist server uses data folder "
            + root
            + "; stop it, or name another folder with HOIST_DATA");
  }

  /** A short tag that goes into the names of what this installation makes on targets. */
  private static String installation(Path root) throws IOException {
    Path file = root.resolve("installation");
    if (!Files.exists(file)) {
      byte[] random = new byte[3];
      new SecureRandom().nextBytes(random);
      Path fresh = root.resolve("installation.new");
      Files.writeString(fresh, HexFormat.of().formatHex(random) + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
    String tag = Files.readString(file).strip();
    if (!tag.matches("[0-9a-f]{6}")) {
      throw new StartException(
          file + " should hold six hex digits; restore it from a backup of this data folder");
    }
    return tag;
  }

  String installation() {
    return installation;
  }

  Path root() {
    return root;
  }

  Path store() {
    return root.resolve("store");
  }

  Path storePassword() {
    return root.resolve("store.password");
  }

  Path tls() {
    return root.resolve("tls");
  }

  Path audit() {
    return root.resolve("audit");
  }

  Path recordings() {
    return root.resolve("recordings");
  }

  Path policy() {
    return root.resolve("policy");
  }

  Path policyConfig() {
    return root.resolve("policy.yaml");
  }

  /** What was fetched from a repository of policy; may be thrown away. */
  Path policyScratch() {
    return root.resolve("policy.git");
  }

  Path connections() {
    return root.resolve("connections.yaml");
  }

  /** Targets that are registered beside policy. */
  Path targets() {
    return root.resolve("targets.yaml");
  }

  Path sources() {
    return root.resolve("sources.yaml");
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
