package dev.hoist.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where unpacked programs are kept. */
final class CacheFolder {
  private CacheFolder() {}

  /**
   * A folder that only this account can write to. Root's must be open to the account that
   * PostgreSQL runs as, which a home of root's is not.
   */
  static Path find(boolean root) throws IOException {
    return Folders.create(root ? Path.of("/var/cache/hoist") : ours(), "rwxr-xr-x");
  }

  private static Path ours() throws IOException {
    String cache = System.getenv("XDG_CACHE_HOME");
    if (cache != null && cache.startsWith("/")) {
      return Path.of(cache, "hoist");
    }
    Path home = Path.of(System.getProperty("user.home", "/"));
    if (Files.isDirectory(home) && Files.isWritable(home)) {
      return home.resolve(".cache/hoist");
    }
    return temporary();
  }

  private static Path temporary() throws IOException {
    String user = System.getProperty("user.name", "unknown");
    Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "hoist-cache-" + user);
    Folders.create(folder, "rwxr-xr-x");
    // Anyone may have made a folder of this name in /tmp; what we run from it must be ours.
    if (!Files.getOwner(folder).getName().equals(user) || Files.isSymbolicLink(folder)) {
      throw new IOException(folder + " belongs to someone else; set XDG_CACHE_HOME");
    }
    return folder;
  }
}
