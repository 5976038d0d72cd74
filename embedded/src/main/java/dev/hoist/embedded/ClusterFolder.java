package dev.hoist.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a database lives in, locked for as long as this is open:
 *
 * <pre>
 * lock              held by the process that runs the database
 * cluster/          PostgreSQL's own folder, with postgresql.log in it
 * cluster-location  instead of it: where it is, when PostgreSQL's account cannot come here
 * </pre>
 */
final class ClusterFolder implements AutoCloseable {
  private static final Path ELSEWHERE = Path.of("/var/lib/hoist");
  private static final String NOTE = "cluster-location";

  private final Path data;
  private final FileChannel lock;
  private final Account account;

  private ClusterFolder(Path data, FileChannel lock, Account account) {
    this.data = data;
    this.lock = lock;
    this.account = account;
  }

  static ClusterFolder open(Path data, Account account) throws IOException {
    Folders.create(data.toAbsolutePath(), account.isOther() ? "rwx--x--x" : "rwx------");
    Path real = data.toRealPath();
    FileChannel channel =
        FileChannel.open(real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new EmbeddedPostgresException(
          "another process runs the database in "
              + real
              + "; stop it first, or use another folder");
    }
    return new ClusterFolder(real, channel, account);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * Where the cluster is, made by {@code init} in a folder that is empty when there is none yet.
   */
  Path cluster(Init init) throws IOException, InterruptedException {
    Path note = data.resolve(NOTE);
    if (Files.exists(note)) {
      return noted(note);
    }
    Path here = data.resolve("cluster");
    if (Files.exists(here)) {
      return here;
    }
    if (!account.isOther() || Folders.openToAll(data)) {
      return create(here, init);
    }
    return createElsewhere(note, init);
  }

  private static Path noted(Path note) throws IOException {
    Path cluster = Path.of(Files.readString(note).strip());
    if (!Files.exists(cluster)) {
      throw new EmbeddedPostgresException(
          "the database of "
              + note.getParent()
              + " should be in "
              + cluster
              + " but is not there; bring it back, or delete "
              + note
              + " to start with an empty one");
    }
    return cluster;
  }

  /** First a note of what is begun, then the cluster; the note then says that it is done. */
  private Path createElsewhere(Path note, Init init) throws IOException, InterruptedException {
    Path begun = data.resolve(NOTE + ".new");
    if (Files.exists(begun)) {
      deleteBegun(Path.of(Files.readString(begun).strip()));
    }
    Path home = ELSEWHERE.resolve(UUID.randomUUID().toString());
    Path cluster = home.resolve("cluster");
    Files.writeString(begun, cluster + "\n");
    Folders.create(home, "rwxr-xr-x");
    Files.writeString(home.resolve("belongs-to"), data + "\n");
    create(cluster, init);
    Files.move(begun, note, StandardCopyOption.ATOMIC_MOVE);
    return cluster;
  }

  private static void deleteBegun(Path cluster) {
    Path home = cluster.getParent();
    // A note torn by a crash must not lead the deletion astray.
    if (home != null && ELSEWHERE.equals(home.getParent())) {
      Folders.deleteIfUnused(home);
    }
  }

  /** A cluster appears whole or not at all: it is made under another name and then renamed. */
  private Path create(Path cluster, Init init) throws IOException, InterruptedException {
    Folders.deleteDrafts(cluster, Duration.ZERO);
    Path draft = Folders.draft(cluster);
    Folders.create(draft, "rwx------");
    account.give(draft);
    init.in(draft);
    return Files.move(draft, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /** Fills an empty folder with a new cluster. */
  interface Init {
    void in(Path folder) throws IOException, InterruptedException;
  }
}
