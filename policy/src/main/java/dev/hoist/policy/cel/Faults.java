package dev.hoist.policy.cel;

import dev.cel.common.CelIssue;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The compiler's complaints in words that name the next move. */
final class Faults {
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern FIELD = Pattern.compile("undefined field '([^']*)'.*");
  private static final Pattern RESULT =
      Pattern.compile("expected type 'bool' but found '(.*)'", Pattern.DOTALL);
  private static final Pattern OVERLOAD =
      Pattern.compile(
          "found no matching overload for '([^']*)' applied to '(.*)' \\(candidates.*",
          Pattern.DOTALL);
  private static final Pattern UNEXPECTED =
      Pattern.compile("(?:mismatched|extraneous) input '(.*?)' expecting.*", Pattern.DOTALL);
  private static final Pattern TOKEN =
      Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);

  private static final Pattern MISSING = Pattern.compile("missing '(.*?)' at.*", Pattern.DOTALL);

  /** What people write who come from other languages. */
  private static final Map<String, String> INSTEAD =
      Map.of(
          "=", "; write == to compare",
          "and", "; write &&",
          "or", "; write ||",
          "not", "; write !");

  /** Operators of CEL that conditions have no use for. */
  private static final Map<String, String> ABSENT = Map.of("_/_", "/", "_*_", "*", "_%_", "%");

  private static final List<String> FUNCTIONS =
      List.of(
          "on_call",
          "duration",
          "timestamp",
          "size",
          "int",
          "string",
          "has",
          "matches",
          "contains",
          "startsWith",
          "endsWith",
          "exists",
          "exists_one",
          "all",
          "map",
          "filter",
          "weekday",
          "clock");

  private final String text;
  private final Vocabulary vocabulary;

  Faults(String text, Vocabulary vocabulary) {
    this.text = text;
    this.vocabulary = vocabulary;
  }

  /** At most a few: one slip often makes the rest unreadable. */
  List<Fault> of(List<CelIssue> issues) {
    List<Fault> faults = new ArrayList<>();
    for (CelIssue issue : issues.subList(0, Math.min(3, issues.size()))) {
      faults.add(of(issue));
      if (isSyntax(issue.getMessage())) {
        break;
      }
    }
    return faults;
  }

  private static boolean isSyntax(String message) {
    return UNEXPECTED.matcher(message).matches()
        || TOKEN.matcher(message).matches()
        || message.contains("no viable alternative")
        || message.contains("missing ");
  }

  private Fault of(CelIssue issue) {
    int offset = offset(issue.getSourceLocation().getLine(), issue.getSourceLocation().getColumn());
    String said = issue.getMessage();
    Matcher m = UNDECLARED.matcher(said);
    if (m.matches()) {
      return undeclared(m.group(1), offset);
    }
    m = FIELD.matcher(said);
    if (m.matches()) {
      return field(m.group(1), offset);
    }
    m = RESULT.matcher(said);
    if (m.matches()) {
      return new Fault(
          0, length(), "a condition is true or false; this is of type " + type(m.group(1)));
    }
    m = OVERLOAD.matcher(said);
    if (m.matches()) {
      return overload(m.group(1), m.group(2), offset);
    }
    return syntax(said, offset);
  }

  private int length() {
    return text.codePointCount(0, text.length());
  }

  private Fault undeclared(String name, int offset) {
    if (ABSENT.containsKey(name)) {
      return new Fault(offset, 1, ABSENT.get(name) + " is not part of the language");
    }
    boolean member = name.isEmpty();
    int start = member ? offset : back(name, offset);
    int end = start + name.codePointCount(0, name.length());
    boolean call = end < length() && at(end) == '(';
    if (name.equals("on_call")) {
      return new Fault(start, name.length(), "on_call takes one name of a schedule, in quotes");
    }
    if (call) {
      return new Fault(
          start, name.length(), "unknown function " + name + hint(name, FUNCTIONS, "functions"));
    }
    return new Fault(
        start, name.length(), "unknown name " + name + hint(name, vocabulary.names(), "names"));
  }

  private static String hint(String name, List<String> known, String what) {
    String near = Nearest.hint(name, known);
    return near.isEmpty() ? "; " + what + " here: " + String.join(", ", known) : near;
  }

  private Fault field(String name, int offset) {
    int start = at(offset) == '.' ? offset + 1 : offset;
    List<String> of = vocabulary.fieldsOf(wordBefore(offset));
    List<String> known = of.isEmpty() ? vocabulary.fields() : of;
    return new Fault(start, name.length(), "no field " + name + hint(name, known, "fields"));
  }

  private Fault overload(String function, String types, int offset) {
    String shown = type(types);
    String name = function.startsWith("@") ? function.substring(1) : function;
    if (function.startsWith("_") || function.startsWith("!") || function.startsWith("-")) {
      String operator = function.replace("_", "");
      return new Fault(
          offset, operator.length(), operator + " does not go with the types " + shown);
    }
    int start = back(name, offset);
    return new Fault(start, name.length(), name + " does not take the types " + shown);
  }

  private static String type(String cel) {
    return Printable.of(
        cel.replace("google.protobuf.Timestamp", "timestamp")
            .replace("google.protobuf.Duration", "duration")
            .replace("hoist.", ""),
        100);
  }

  private Fault syntax(String said, int offset) {
    Matcher unexpected = UNEXPECTED.matcher(said);
    if (unexpected.matches() && !unexpected.group(1).equals("<EOF>")) {
      String found = unexpected.group(1).strip();
      String instead = INSTEAD.getOrDefault(found, "");
      return new Fault(offset, found.length(), "unexpected " + found + instead);
    }
    Matcher missing = MISSING.matcher(said);
    if (missing.matches()) {
      return new Fault(Math.min(offset, length() - 1), 1, missing.group(1) + " is missing here");
    }
    if (unexpected.matches()) {
      return new Fault(Math.max(0, length() - 1), 1, "the condition breaks off here");
    }
    Matcher token = TOKEN.matcher(said);
    if (token.matches()) {
      boolean quote = token.group(1).startsWith("\"") || token.group(1).startsWith("'");
      String found = token.group(1).strip();
      String what =
          quote
              ? "a quote that is never closed"
              : "unexpected " + found + INSTEAD.getOrDefault(found, "");
      return new Fault(offset, 1, what);
    }
    if (said.startsWith("For input string")) {
      return new Fault(offset, 1, "a number that is too large");
    }
    if (said.contains("limit") || said.contains("size")) {
      return new Fault(0, length(), "the condition is too large: " + Printable.of(said, 100));
    }
    return new Fault(offset, 1, Printable.of(said, 200));
  }

  /** From line (from 1) and column (from 0) to an offset in code points. */
  private int offset(int line, int column) {
    int offset = 0;
    int[] all = text.codePoints().toArray();
    for (int l = 1; l < line && offset < all.length; offset++) {
      l += all[offset] == '\n' ? 1 : 0;
    }
    return Math.min(offset + column, all.length);
  }

  private int at(int offset) {
    int[] all = text.codePoints().toArray();
    return offset < all.length ? all[offset] : 0;
  }

  /** Where a word stands that the compiler tells of by what follows it. */
  private int back(String word, int offset) {
    int index = text.offsetByCodePoints(0, Math.min(offset, length()));
    int found = text.lastIndexOf(word, index);
    return found < 0 ? offset : text.codePointCount(0, found);
  }

  private String wordBefore(int offset) {
    int end = text.offsetByCodePoints(0, Math.min(offset, length()));
    int start = end;
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end);
  }
}
