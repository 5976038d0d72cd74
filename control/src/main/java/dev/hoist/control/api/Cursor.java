package dev.hoist.control.api;

import dev.hoist.control.Page;
import dev.hoist.wire.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/** Where a list goes on. Opaque to clients, so that what is in it can change. */
final class Cursor {
  static final int MOST = 200;
  static final String DEFAULT_LIMIT = "50";

  private static final int LONGEST = 200;

  private Cursor() {}

  static String write(String list, String place) {
    byte[] bytes = (list + ":" + place).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The place in it, when it is a cursor of that list. */
  static Optional<String> read(String list, Optional<String> cursor) {
    return cursor.map(text -> read(list, text));
  }

  static Optional<Long> readNumber(String list, Optional<String> cursor) {
    try {
      return read(list, cursor).map(Long::parseLong);
    } catch (NumberFormatException e) {
      throw bad();
    }
  }

  private static String read(String list, String cursor) {
    try {
      if (cursor.length() <= LONGEST) {
        String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        if (text.startsWith(list + ":")) {
          return text.substring(list.length() + 1);
        }
      }
    } catch (IllegalArgumentException e) {
      throw bad();
    }
    throw bad();
  }

  private static ApiException bad() {
    return ApiException.of(
        ProblemCode.BAD_REQUEST,
        "cursor: not one that this list gave; leave it out to begin at the start");
  }

  static int limit(int wanted) {
    if (wanted < 1 || wanted > MOST) {
      throw ApiException.of(ProblemCode.BAD_REQUEST, "limit: a page has 1 to " + MOST + " items");
    }
    return wanted;
  }

  /** A page for the wire; {@code place} names an item's place in the list. */
  static <T, V> dev.hoist.wire.Page<V> page(
      String list, Page<T> page, Function<T, String> place, Function<T, V> view) {
    Optional<String> next =
        page.more()
            ? Optional.of(write(list, place.apply(page.items().getLast())))
            : Optional.empty();
    return new dev.hoist.wire.Page<>(page.items().stream().map(view).toList(), next);
  }
}
