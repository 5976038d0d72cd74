package dev.hoist.control.api;

import dev.hoist.wire.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A copy of the audit folder as one checkpoint has it: the checkpoint, the public key, and the
 * tiles of a tree of its size (c2sp.org/tlog-tiles). The log goes on growing meanwhile; what it
 * adds is not in the copy.
 */
final class AuditExport {
  private static final int TILE = 256;
  private static final int ATTEMPTS = 50;

  private final Path folder;

  AuditExport(Path folder) {
    this.folder = folder;
  }

  /**
   * @param size how many entries the checkpoint covers
   * @param edge the files that the writer removes as the log grows, by path
   */
  record Snapshot(String checkpoint, long size, Map<String, byte[]> edge) {}

  String checkpoint() throws IOException {
    try {
      return Files.readString(folder.resolve("checkpoint"));
    } catch (NoSuchFileException e) {
      throw ApiException.of(ProblemCode.UNAVAILABLE, "the audit log has no checkpoint yet");
    }
  }

  /** Reads the checkpoint and then its right edge; again when the log grew between the two. */
  Snapshot snapshot() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String checkpoint = checkpoint();
      long size = size(checkpoint);
      try {
        return new Snapshot(checkpoint, size, edge(size));
      } catch (NoSuchFileException e) {
        Thread.onSpinWait(); // the edge moved on; the next checkpoint is there already
      }
    }
    throw ApiException.of(
        ProblemCode.UNAVAILABLE, "the audit log is growing too fast to be copied; try again");
  }

  /** The second line of a checkpoint (c2sp.org/tlog-checkpoint). */
  private static long size(String checkpoint) throws IOException {
    String[] lines = checkpoint.split("\n", 4);
    if (lines.length < 4 || !lines[1].matches("[0-9]{1,18}")) {
      throw new IOException("the audit log's checkpoint is not one; see: hoist audit verify");
    }
    return Long.parseLong(lines[1]);
  }

  private Map<String, byte[]> edge(long size) throws IOException {
    Map<String, byte[]> edge = new LinkedHashMap<>();
    int width = (int) (size % TILE);
    if (width > 0) {
      keep(path("entries", size / TILE) + ".p/" + width, edge);
    }
    int level = 0;
    for (long hashes = size; hashes > 0; hashes /= TILE) {
      if (hashes % TILE > 0) {
        keep(path(Integer.toString(level), hashes / TILE) + ".p/" + hashes % TILE, edge);
      }
      level++;
    }
    return edge;
  }

  private void keep(String path, Map<String, byte[]> edge) throws IOException {
    edge.put(path, Files.readAllBytes(folder.resolve(path)));
  }

  /** Writes the zip; full tiles never change, so they are read as they are sent. */
  void write(Snapshot snapshot, OutputStream out) throws IOException {
    var zip = new ZipOutputStream(out);
    put(zip, "checkpoint", snapshot.checkpoint().getBytes(StandardCharsets.UTF_8));
    put(zip, "audit.pub", Files.readAllBytes(folder.resolve("audit.pub")));
    full(zip, "entries", snapshot.size() / TILE);
    int level = 0;
    for (long tiles = snapshot.size() / TILE; tiles > 0; tiles /= TILE) {
      full(zip, Integer.toString(level++), tiles);
    }
    for (var file : snapshot.edge().entrySet()) {
      put(zip, file.getKey(), file.getValue());
    }
    zip.finish();
  }

  private void full(ZipOutputStream zip, String level, long tiles) throws IOException {
    for (long n = 0; n < tiles; n++) {
      String path = path(level, n);
      put(zip, path, Files.readAllBytes(folder.resolve(path)));
    }
  }

  private static void put(ZipOutputStream zip, String path, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(path));
    zip.write(content);
    zip.closeEntry();
  }

  private static String path(String level, long n) {
    var digits = new StringBuilder(String.format(Locale.ROOT, "%03d", n % 1000));
    for (long rest = n / 1000; rest > 0; rest /= 1000) {
      digits.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
    }
    return "tile/" + level + "/" + digits;
  }
}
