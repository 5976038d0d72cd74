package dev.hoist.gateway.recording;

import dev.hoist.kernel.session.SessionId;
import dev.hoist.spi.RecordingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Where recordings are written, and the thread that commits them together. */
public final class RecordingFolder implements AutoCloseable {
  private final Path folder;
  private final RecordingFile.Opener opener;
  private final long most;
  private final Set<Recording> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock;

  /**
   * @param commitEvery the longest time between a write and its sync
   * @param most about the most bytes of one recording
   * @throws IOException when the folder cannot be made or is open to others
   */
  public RecordingFolder(Path folder, Duration commitEvery, long most) throws IOException {
    this(folder, commitEvery, most, RecordingFile::create);
  }

  /** With another way to make files, for files that fail. */
  public RecordingFolder(Path folder, Duration commitEvery, long most, RecordingFile.Opener opener)
      throws IOException {
    this.folder = folder;
    this.most = most;
    this.opener = opener;
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("recordings").daemon(true).factory());
    var _ =
        clock.scheduleAtFixedRate(
            this::commitAll, commitEvery.toMillis(), commitEvery.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Begins a recording; its first line is written when this returns.
   *
   * @param onFailure told, on any thread, when a commit fails
   * @throws RecordingException when it cannot be written
   */
  public Recording begin(Header header, Consumer<RecordingException> onFailure) {
    try {
      RecordingFile file = opener.create(path(folder, header.session()));
      Recording recording = new Recording(file, header, most, onFailure, open::remove);
      open.add(recording);
      return recording;
    } catch (IOException e) {
      throw new RecordingException("this session cannot be recorded: " + e.getMessage(), e);
    }
  }

  static Path path(Path folder, SessionId session) {
    return folder.resolve(session + ".hrec");
  }

  /** All at once: one recording on a slow disk does not make the others wait for their turn. */
  private void commitAll() {
    List<Callable<Void>> commits =
        open.stream().filter(Recording::dirty).map(RecordingFolder::commit).toList();
    try {
      if (!commits.isEmpty()) {
        workers.invokeAll(commits);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Callable<Void> commit(Recording recording) {
    return () -> {
      recording.commit();
      return null;
    };
  }

  /** Stops committing; recordings that are open are finished by their sessions before. */
  @Override
  public void close() {
    clock.shutdown();
    workers.close();
  }
}
