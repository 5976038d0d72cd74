package dev.hoist.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Tampers with a copy of the audit log, so that the verifier has something to find. */
final class Flip {
  private Flip() {}

  static void unpack(Path zip, Path into) throws IOException {
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        Path file = into.resolve(e.getName()).normalize();
        if (!file.startsWith(into)) {
          throw new IOException("the export names a file outside itself: " + e.getName());
        }
        if (!e.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.copy(entries, file);
        }
      }
    }
  }

  /**
   * Flips one bit in the middle of the first bundle of entries.
   *
   * @return the index of the entry that it hit
   */
  static long oneByte(Path log) throws IOException {
    Path bundle = firstBundle(log);
    byte[] bytes = Files.readAllBytes(bundle);
    long entry = 0;
    int at = 0;
    int middle = bytes.length / 2;
    while (at < bytes.length) {
      int length = ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
      if (at + 2 + length > middle) {
        break;
      }
      at += 2 + length;
      entry++;
    }
    bytes[at + 2] ^= 1; // the entry's first byte, so that its length stays what it is
    Files.write(bundle, bytes);
    return entry;
  }

  private static Path firstBundle(Path log) throws IOException {
    try (var files = Files.walk(log)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> f.toString().contains("tile/entries/"))
          .min(Comparator.naturalOrder())
          .orElseThrow(() -> new IOException("the copy of the audit log has no entries"));
    }
  }
}
