package dev.hoist.policy.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes policy files as nobody should, though YAML lets them. */
final class WildWriter {
  private static final List<String> TEXTS =
      List.of(
          "ana",
          "true",
          "12",
          "group:sre",
          "a b",
          "it's",
          "say \"x\"",
          "x: y",
          "# no",
          "- a",
          "",
          " lead",
          "trail ",
          "null",
          "~",
          "tab\tin",
          "two\nlines",
          "line\n",
          "日本 😀",
          "a, b",
          "[x]",
          "{y}",
          "back\\slash",
          "subject.kind == \"agent\" && role.name != \"read\" && request.x",
          "a long text of many words that does not fit on any line of a hundred columns, however"
              + " hard one tries to make it fit there");
  private static final List<String> KEYS =
      List.of(
          "apiVersion",
          "policy",
          "rules",
          "groups",
          "targets",
          "roles",
          "tests",
          "owners",
          "who",
          "name",
          "when",
          "deny",
          "grant",
          "max",
          "approval",
          "x1",
          "x-2",
          "masking",
          "ask",
          "mode");

  private final Random random;

  WildWriter(Random random) {
    this.random = random;
  }

  String file() {
    String text = comments(0) + block(0, 0, random.nextInt(2) * 2);
    return random.nextInt(4) == 0 ? text.replace("\n", "\r\n") : text;
  }

  /** A text with comments and empty lines between its lines. */
  String strew(String text) {
    var out = new StringBuilder();
    text.lines()
        .forEach(
            line -> {
              out.append(random.nextInt(6) == 0 ? comments(random.nextInt(9)) : "").append(line);
              boolean open = line.contains("\"") || line.contains("|") || line.contains(">");
              out.append(random.nextInt(5) == 0 && !open ? " # beside" : "").append('\n');
            });
    return random.nextInt(4) == 0 ? out.toString().replace("\n", "\r\n") : out.toString();
  }

  private boolean chance(int of) {
    return random.nextInt(of) == 0;
  }

  private String comments(int indent) {
    var out = new StringBuilder();
    while (chance(3)) {
      out.append(
          chance(3) ? "\n" : " ".repeat(indent) + "#" + " c: - 'd" + random.nextInt(9) + "\n");
    }
    return out.toString();
  }

  private String block(int indent, int depth, int step) {
    return chance(3) && depth > 0 ? list(indent, depth, step) : mapping(indent, depth, step);
  }

  private String mapping(int indent, int depth, int step) {
    var out = new StringBuilder();
    for (String key : keys()) {
      out.append(comments(indent)).append(" ".repeat(indent)).append(key).append(':');
      out.append(value(indent, depth, step));
    }
    return out.toString();
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String key = KEYS.get(random.nextInt(KEYS.size()));
      if (!keys.contains(key)) {
        keys.add(key);
      }
    }
    return keys;
  }

  private String list(int indent, int depth, int step) {
    var out = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      out.append(comments(indent)).append(" ".repeat(indent)).append('-');
      out.append(chance(3) ? compact(indent, depth) : value(indent, depth, step));
    }
    return out.toString();
  }

  /** A mapping that begins behind its dash. */
  private String compact(int indent, int depth) {
    return " "
        + mapping(indent + 2, depth + 1, 2).stripLeading().replaceFirst("^(#.*\\n\\s*)+", "");
  }

  private String value(int indent, int depth, int step) {
    if (depth < 4 && chance(3)) {
      int deeper = indent + Math.max(1, step + random.nextInt(3));
      return beside() + "\n" + block(deeper, depth + 1, step);
    }
    if (chance(3)) {
      return " " + flow(depth, indent) + beside() + "\n";
    }
    if (chance(5)) {
      return blockScalar(indent);
    }
    return chance(8) ? beside() + "\n" : " " + scalar(false) + beside() + "\n";
  }

  private String beside() {
    return chance(4) ? "  # beside" + random.nextInt(9) : "";
  }

  private String blockScalar(int indent) {
    String head = chance(2) ? "|" : ">";
    String chomp = List.of("", "-", "+").get(random.nextInt(3));
    String pad = " ".repeat(indent + 1 + random.nextInt(4));
    String body =
        pad + "some text\n" + (chance(3) ? "\n" : "") + pad + (chance(2) ? " more\n" : "end\n");
    return " "
        + head
        + chomp
        + (chance(4) ? " # head" : "")
        + "\n"
        + body
        + (chance(3) ? "\n\n" : "");
  }

  private String flow(int depth, int indent) {
    boolean keyed = chance(2);
    var out = new StringBuilder(keyed ? "{" : "[");
    List<String> keys = keys();
    for (int i = 0; i < keys.size(); i++) {
      out.append(gap(indent)).append(keyed ? keys.get(i) + ": " : "");
      out.append(depth < 4 && chance(4) ? flow(depth + 1, indent) : scalar(true));
      out.append(i < keys.size() - 1 || chance(4) ? "," : "").append(gap(indent));
    }
    return out.append(keyed ? "}" : "]").toString();
  }

  private String gap(int indent) {
    String pad = " ".repeat(indent + 2);
    return switch (random.nextInt(12)) {
      case 0 -> "\n" + pad;
      case 1 -> " # in brackets\n" + pad;
      case 2 -> "\n\n" + pad + "# own line\n" + pad;
      case 3 -> "   ";
      default -> "";
    };
  }

  private String scalar(boolean flow) {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    return switch (random.nextInt(3)) {
      case 0 -> "'" + text.replace("'", "''").replace("\n", "\n\n          ") + "'";
      case 1 -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
      default -> flow ? "plain" : chance(3) ? "plain over\n               lines" : "plain text";
    };
  }
}
