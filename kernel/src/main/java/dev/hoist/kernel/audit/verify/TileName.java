package dev.hoist.kernel.audit.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which part of the tree a file under {@code tile/} holds.
 *
 * @param kind {@code entries}, or the level of its hashes: {@code 0}, {@code 1}, …
 * @param number which one of its kind
 * @param width how much of it is there; 256 when it is whole
 */
record TileName(String kind, long number, int width) {
  static final int WHOLE = 256;

  static TileName hashes(int level, long number, int width) {
    return new TileName(String.valueOf(level), number, width);
  }

  static TileName entries(long number, int width) {
    return new TileName("entries", number, width);
  }

  /** The files that are not whole when the log has so many entries. */
  static List<TileName> rightEdge(long size) {
    List<TileName> edge = new ArrayList<>();
    for (int level = 0; size >> (8 * level) > 0; level++) {
      long items = size >> (8 * level);
      if (items % WHOLE > 0) {
        edge.add(hashes(level, items / WHOLE, (int) (items % WHOLE)));
      }
    }
    if (size % WHOLE > 0) {
      edge.add(entries(size / WHOLE, (int) (size % WHOLE)));
    }
    return edge;
  }

  /** How many entries one item of this file stands for, as a power of two. */
  int shift() {
    return kind.equals("entries") ? 0 : 8 * Integer.parseInt(kind);
  }

  /** The first entry that this file is about. */
  long firstEntry() {
    return (number * WHOLE) << shift();
  }

  /** Whether all of it is about the first {@code size} entries. */
  boolean within(long size) {
    return number * WHOLE + width <= size >> shift();
  }

  String path() {
    List<String> groups = new ArrayList<>();
    long rest = number;
    do {
      groups.addFirst((groups.isEmpty() ? "" : "x") + "%03d".formatted(rest % 1000));
      rest /= 1000;
    } while (rest > 0);
    String partial = width == WHOLE ? "" : ".p/" + width;
    return "tile/" + kind + "/" + String.join("/", groups) + partial;
  }

  /** Empty for whatever is not the one proper name of a file of a log. */
  static Optional<TileName> parse(String path) {
    if (!path.matches("tile/(entries|[0-6])/(x[0-9]{3}/){0,4}[0-9]{3}(\\.p/[1-9][0-9]{0,2})?")) {
      return Optional.empty();
    }
    String kind = path.substring(5, path.indexOf('/', 5));
    int partial = path.indexOf(".p/");
    String number = path.substring(6 + kind.length(), partial < 0 ? path.length() : partial);
    int width = partial < 0 ? WHOLE : Integer.parseInt(path.substring(partial + 3));
    var name = new TileName(kind, Long.parseLong(number.replaceAll("[^0-9]", "")), width);
    return name.path().equals(path) && width <= WHOLE ? Optional.of(name) : Optional.empty();
  }
}
