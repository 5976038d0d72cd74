package dev.hoist.kernel.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder on a disk that may lose power: temporary file, fsync, rename, fsync of the folder. */
final class DirectoryFiles implements AuditFiles {
  private static final String TEMPORARY = "writing.tmp";

  private final Path dir;

  DirectoryFiles(Path dir) throws IOException {
    this.dir = dir;
    Files.createDirectories(dir);
    Files.deleteIfExists(dir.resolve(TEMPORARY));
  }

  @Override
  public Optional<byte[]> read(String path) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(dir.resolve(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String path, byte[] content) throws IOException {
    Path target = dir.resolve(path);
    Path folder = ensureFolder(target);
    Path temporary = dir.resolve(TEMPORARY);
    try (FileChannel out =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    sync(folder);
  }

  @Override
  public void delete(String path) throws IOException {
    Path file = dir.resolve(path);
    if (Files.deleteIfExists(file)) {
      sync(folderOf(file));
      dropIfEmpty(folderOf(file));
    }
  }

  @Override
  public List<String> tiles() throws IOException {
    Path root = dir.resolve("tile");
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> !Files.isDirectory(path))
          .map(path -> dir.relativize(path).toString().replace('\\', '/'))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Folders of partial tiles go with the last of them. */
  private void dropIfEmpty(Path folder) throws IOException {
    if (!folder.toString().endsWith(".p")) {
      return;
    }
    try (Stream<Path> rest = Files.list(folder)) {
      if (rest.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
    sync(folderOf(folder));
  }

  /** A folder lasts only once the one above it was written out too. */
  private Path ensureFolder(Path file) throws IOException {
    Path folder = folderOf(file);
    if (!Files.isDirectory(folder)) {
      Path above = ensureFolder(folder);
      Files.createDirectory(folder);
      sync(above);
    }
    return folder;
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IllegalArgumentException(file + " is in no folder");
    }
    return folder;
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
