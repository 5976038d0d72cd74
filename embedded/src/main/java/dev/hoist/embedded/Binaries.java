package dev.hoist.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.jar.JarEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once per machine and account into a folder named after the
 * archive's checksum and size, both of which stand in the jar's index, so a warm start reads
 * nothing.
 */
record Binaries(Path home) {
  private static final String ARCHIVE = "postgres-linux-x86_64.txz";

  /** No one unpacks for so long. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  String initdb() {
    return home.resolve("bin/initdb").toString();
  }

  String postgres() {
    return home.resolve("bin/postgres").toString();
  }

  /** Finds the programs, or unpacks them. Safe between threads and processes. */
  static Binaries unpacked(boolean root) {
    URL archive = archive();
    try {
      Path home = CacheFolder.find(root).resolve("postgres-" + key(archive));
      if (!Files.isDirectory(home)) {
        unpack(archive, home);
      }
      return new Binaries(home);
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "cannot unpack the embedded PostgreSQL: "
              + e.getMessage()
              + "; make room, or use your own with HOIST_DATABASE_URL",
          e);
    }
  }

  private static URL archive() {
    String os = System.getProperty("os.name", "");
    String arch = System.getProperty("os.arch", "");
    URL url = Binaries.class.getResource("/" + ARCHIVE);
    if (!os.equals("Linux") || !arch.equals("amd64") || url == null) {
      throw new EmbeddedPostgresException(
          "no embedded PostgreSQL for "
              + os
              + " on "
              + arch
              + ", only for Linux on amd64; use your own PostgreSQL with HOIST_DATABASE_URL");
    }
    return url;
  }

  private static String key(URL archive) throws IOException {
    if (archive.openConnection() instanceof JarURLConnection jar) {
      JarEntry entry = jar.getJarEntry();
      return Long.toHexString(entry.getCrc()) + "-" + entry.getSize();
    }
    throw new IOException(archive + " is not in a jar");
  }

  private static void unpack(URL archive, Path home) throws IOException {
    Folders.deleteDrafts(home, ABANDONED);
    Path draft = Folders.draft(home);
    try {
      untar(archive, draft);
      Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another process may have been first; its copy is as good as ours.
      if (!Files.isDirectory(home)) {
        throw e;
      }
    } finally {
      Folders.deleteTree(draft);
    }
  }

  private static void untar(URL archive, Path into) throws IOException {
    try (InputStream raw = archive.openStream();
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
      Folders.create(into, "rwxr-xr-x");
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        put(entry, tar, into);
      }
    }
  }

  private static void put(TarArchiveEntry entry, InputStream content, Path into)
      throws IOException {
    Path path = into.resolve(entry.getName()).normalize();
    if (!path.startsWith(into)) {
      throw new IOException("the archive leads outside: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Folders.create(path, "rwxr-xr-x");
    } else if (entry.isSymbolicLink()) {
      Folders.create(parent(path), "rwxr-xr-x");
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Folders.create(parent(path), "rwxr-xr-x");
      Files.copy(content, path);
      boolean program = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
      // The rename that publishes all this must not reach the disk before the bytes do.
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        file.force(false);
      }
    }
  }

  private static Path parent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IOException("no folder holds " + path);
    }
    return parent;
  }
}
