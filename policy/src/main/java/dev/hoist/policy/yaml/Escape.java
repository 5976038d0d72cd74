package dev.hoist.policy.yaml;

/** The escapes of double-quoted YAML (1.2.2, 5.7), which have been read already and are right. */
final class Escape {
  private Escape() {}

  /** How many code points a character takes in the file. */
  static int length(int[] raw, int at) {
    return raw[at] == '\\' && at + 1 < raw.length ? 2 + digits(raw[at + 1]) : 1;
  }

  /** The character that stands at a place; -1 for the end of a line that is none. */
  static int character(int[] raw, int at) {
    if (raw[at] != '\\' || at + 1 >= raw.length) {
      return raw[at];
    }
    int digits = digits(raw[at + 1]);
    return digits == 0 ? simple(raw[at + 1]) : number(raw, at + 2, digits);
  }

  private static int digits(int sort) {
    return switch (sort) {
      case 'x' -> 2;
      case 'u' -> 4;
      case 'U' -> 8;
      default -> 0;
    };
  }

  private static int simple(int sort) {
    return switch (sort) {
      case '0' -> 0;
      case 'a' -> 7;
      case 'b' -> '\b';
      case 't', '\t' -> '\t';
      case 'n' -> '\n';
      case 'v' -> 0x0B;
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'e' -> 0x1B;
      case 'N' -> 0x85;
      case '_' -> 0xA0;
      case 'L' -> 0x2028;
      case 'P' -> 0x2029;
      case '\n', '\r' -> -1;
      default -> sort;
    };
  }

  private static int number(int[] raw, int from, int digits) {
    int value = 0;
    for (int i = from; i < Math.min(raw.length, from + digits); i++) {
      value = value * 16 + Math.max(0, Character.digit(raw[i], 16));
    }
    return value;
  }
}
