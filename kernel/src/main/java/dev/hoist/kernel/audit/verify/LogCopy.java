package dev.hoist.kernel.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A folder that should hold a log; nothing in it is believed. */
final class LogCopy {
  /** The longest file there can be: a bundle of 256 entries of the longest kind. */
  private static final int MAX_FILE = 256 * (2 + 65_535);

  private final Path folder;
  private final Map<String, byte[]> kept = new HashMap<>();

  LogCopy(Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  /** Every file; what goes while we look need not be among them. */
  SortedSet<String> paths() throws IOException {
    SortedSet<String> paths = new TreeSet<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            paths.add(folder.relativize(file).toString().replace('\\', '/'));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path of, @Nullable IOException e)
              throws IOException {
            if (e == null || e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return paths;
  }

  /**
   * Reads files now that will not be there for long: a log in use drops a partial tile as soon as
   * there is a wider one.
   *
   * @return whether all of them were there
   */
  boolean keep(List<TileName> tiles) throws IOException {
    kept.clear();
    for (TileName tile : tiles) {
      Optional<byte[]> bytes = read(tile.path());
      if (bytes.isEmpty()) {
        return false;
      }
      kept.put(tile.path(), bytes.get());
    }
    return true;
  }

  boolean isGone(String path) {
    return !Files.exists(folder.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  Optional<byte[]> read(String path) throws IOException {
    byte[] known = kept.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(MAX_FILE + 1));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // it went while we looked
    }
  }

  /** The hashes of a tile; empty when it is missing or not of its size. */
  Optional<List<byte[]>> hashes(int level, long number, int width) throws IOException {
    byte[] bytes = read(TileName.hashes(level, number, width).path()).orElse(new byte[0]);
    if (bytes.length != width * Merkle.HASH) {
      return Optional.empty();
    }
    List<byte[]> hashes = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      byte[] hash = new byte[Merkle.HASH];
      in.get(hash);
      hashes.add(hash);
    }
    return Optional.of(hashes);
  }

  /** What could be read of a bundle: leaf hashes, and whether that was all there is. */
  record Bundle(List<byte[]> leaves, boolean clean) {}

  Bundle entries(long number, int width) throws IOException {
    byte[] bytes = read(TileName.entries(number, width).path()).orElse(new byte[0]);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<byte[]> leaves = new ArrayList<>();
    while (in.remaining() >= 2) {
      int length = in.getShort() & 0xffff;
      if (in.remaining() < length) {
        return new Bundle(leaves, false);
      }
      byte[] entry = new byte[length];
      in.get(entry);
      leaves.add(Merkle.leaf(entry));
    }
    return new Bundle(leaves, !in.hasRemaining());
  }
}
