package dev.hoist.kernel.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A folder that should hold a log; nothing in it is believed. */
final class LogCopy {
  /** The longest file there can be: a bundle of 256 entries of the longest kind. */
  private static final int MAX_FILE = 256 * (2 + 65_535);

  private final Path folder;

  LogCopy(Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  SortedSet<String> paths() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      SortedSet<String> paths = new TreeSet<>();
      all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .forEach(path -> paths.add(folder.relativize(path).toString().replace('\\', '/')));
      return paths;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  Optional<byte[]> read(String path) throws IOException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(MAX_FILE + 1));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // it went while we looked; a log in use drops partial tiles
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
