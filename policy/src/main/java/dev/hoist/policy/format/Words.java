package dev.hoist.policy.format;

import dev.hoist.policy.format.Part.Style;
import dev.hoist.policy.format.Part.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes single values. What was quoted stays quoted, and what was not does not become it. */
final class Words {
  private Words() {}

  /** On one line. */
  static String inline(Word word) {
    return word.style() == Style.PLAIN && word.text().indexOf('\n') < 0
        ? word.text()
        : quoted(word.text());
  }

  private static String quoted(String text) {
    long doubles = text.chars().filter(c -> c == '"' || c == '\\').count();
    long singles = text.chars().filter(c -> c == '\'').count();
    return doubles > singles && isPrintable(text)
        ? '\'' + text.replace("'", "''") + '\''
        : escaped(text);
  }

  private static String escaped(String text) {
    var out = new StringBuilder("\"");
    text.codePoints().forEach(c -> out.append(escaped(c)));
    return out.append('"').toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default -> {
        if (isPrintable(c)) {
          yield Character.toString(c);
        }
        yield String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08X" : "\\u%04X", c);
      }
    };
  }

  private static boolean isPrintable(String text) {
    return text.codePoints().allMatch(Words::isPrintable);
  }

  /** What people can see and a parser takes as it is. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /**
   * As a block of lines without their indentation, the first being what begins it; nothing where
   * the value goes on one line.
   *
   * @param room how many columns one line has for it
   * @param width how many columns a line of the block has
   */
  static Optional<List<String>> block(Word word, int room, int width) {
    return switch (word.style()) {
      case PLAIN, QUOTED -> wrapped(word, room, width);
      case LITERAL -> literal(word.text());
      case FOLDED -> folded(word);
    };
  }

  /** What was written on several lines and does not fit on one. */
  private static Optional<List<String>> wrapped(Word word, int room, int width) {
    String text = word.text();
    if (!word.isOnLines()
        || width(inline(word)) <= room
        || !text.equals(text.strip())
        || !isPrintable(text)) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>(List.of(">-"));
    var line = new StringBuilder();
    for (String part : text.split("(?<=\\S) (?=\\S)", -1)) {
      if (!line.isEmpty() && width(line) + 1 + width(part) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(part);
    }
    lines.add(line.toString());
    return Optional.of(lines);
  }

  private static Optional<List<String>> literal(String text) {
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    boolean writable =
        !text.isBlank()
            && !body.endsWith("\n")
            && body.codePoints().allMatch(c -> c == '\n' || c == '\t' || isPrintable(c));
    if (!writable) {
      return Optional.empty();
    }
    String indented = body.startsWith(" ") || body.startsWith("\n") ? "2" : "";
    List<String> lines = new ArrayList<>();
    lines.add("|" + indented + (text.endsWith("\n") ? "" : "-"));
    lines.addAll(List.of(body.split("\n", -1)));
    return Optional.of(lines);
  }

  /** Its line breaks are its author's: they are not in the value. */
  private static Optional<List<String>> folded(Word word) {
    String text = word.text();
    List<String> raw = word.raw().lines().toList();
    boolean asWritten =
        !text.isBlank()
            && !text.startsWith(" ")
            && !text.startsWith("\n")
            && !text.endsWith("\n\n")
            && raw.getFirst().replaceAll("#.*", "").chars().noneMatch(Character::isDigit);
    if (!asWritten) {
      return literal(text);
    }
    List<String> body = new ArrayList<>(raw.subList(1, raw.size()));
    int indent =
        body.stream().filter(l -> !l.isBlank()).mapToInt(Words::indent).findFirst().orElse(0);
    body.replaceAll(line -> line.substring(Math.min(indent, indent(line))));
    while (body.getLast().isEmpty()) {
      body.removeLast();
    }
    body.addFirst(text.endsWith("\n") ? ">" : ">-");
    return Optional.of(body);
  }

  private static int indent(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  static int width(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
