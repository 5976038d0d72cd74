package dev.hoist.kernel.audit;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of one file of the tree, as tlog-tiles names it.
 *
 * @param level the level of hashes, or {@link #ENTRIES}
 * @param n which tile of its level
 * @param width how many hashes or entries are in it, 1 to 256; a file with fewer than 256 is
 *     partial
 */
record Tile(int level, long n, int width) {
  static final int ENTRIES = -1;
  static final int FULL = 256;

  private static final Pattern PATH =
      Pattern.compile(
          "tile/(entries|[0-6])/((?:x\\d{3}/){0,4}\\d{3})(?:\\.p/([1-9]|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5]))?");

  /**
   * The tile that holds the right edge of a level in a tree of {@code size} entries; may be empty.
   */
  static Tile edge(int level, long size) {
    long hashes = size >> shift(level);
    return new Tile(level, hashes / FULL, (int) (hashes % FULL));
  }

  static Optional<Tile> parse(String path) {
    Matcher m = PATH.matcher(path);
    if (!m.matches()) {
      return Optional.empty();
    }
    int level = m.group(1).equals("entries") ? ENTRIES : Integer.parseInt(m.group(1));
    long n = Long.parseLong(m.group(2).replaceAll("[x/]", ""));
    int width = m.group(3) == null ? FULL : Integer.parseInt(m.group(3));
    var tile = new Tile(level, n, width);
    return tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
  }

  boolean full() {
    return width == FULL;
  }

  /** Whether a tree of {@code size} entries fills this tile at least so far. */
  boolean coveredBy(long size) {
    return n * FULL + width <= size >> shift(level);
  }

  /** Whether the files of a tree of {@code size} entries include this one. */
  boolean belongsTo(long size) {
    return full() ? coveredBy(size) : equals(edge(level, size));
  }

  String path() {
    var digits = new StringBuilder(String.format(Locale.ROOT, "%03d", n % 1000));
    for (long rest = n / 1000; rest > 0; rest /= 1000) {
      digits.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
    }
    String folder = level == ENTRIES ? "entries" : String.valueOf(level);
    return "tile/" + folder + "/" + digits + (full() ? "" : ".p/" + width);
  }

  /** One hash of a level stands for {@code 1 << shift} entries. */
  private static int shift(int level) {
    return 8 * Math.max(level, 0);
  }
}
