package dev.hoist.cli.command;

import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Table;
import dev.hoist.kernel.policy.diff.Change;
import dev.hoist.kernel.policy.diff.Change.Clause;
import dev.hoist.kernel.policy.diff.PolicyDiff;
import dev.hoist.kernel.policy.diff.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is different in meaning between two policy sets, in words. */
final class PolicyDiffLines {
  private static final int MOST_NAMES = 8;
  private static final int WIDEST = 120;

  private PolicyDiffLines() {}

  static List<String> of(PolicyDiff diff) {
    if (diff.changes().isEmpty()) {
      return List.of("✓ no difference in meaning");
    }
    List<String> lines = new ArrayList<>();
    diff.changes().forEach(change -> lines.addAll(lines(change)));
    lines.add("");
    if (diff.reaches().isEmpty()) {
      lines.add("Nobody gets anything otherwise.");
    }
    lines.addAll(
        new Table<Reach>()
            .column("", r -> sign(r.turn()))
            .column("WHO", r -> names(r.who()))
            .column("WHAT", r -> r.target() + "/" + r.role())
            .column("BEFORE", Reach::before)
            .column("AFTER", Reach::after)
            .lines(diff.reaches().stream().filter(r -> !isLong(r)).toList()));
    diff.reaches().stream().filter(PolicyDiffLines::isLong).forEach(r -> lines.addAll(whole(r)));
    return lines;
  }

  /** A table would cut it, and who approves has to see all of it. */
  private static boolean isLong(Reach reach) {
    return Math.max(reach.before().length(), reach.after().length()) > WIDEST;
  }

  private static List<String> whole(Reach reach) {
    String head = names(reach.who()) + "  " + reach.target() + "/" + reach.role();
    return List.of(
        sign(reach.turn()) + "  " + Clean.line(head),
        "    before: " + Clean.line(reach.before()),
        "    after: " + Clean.line(reach.after()));
  }

  private static String sign(Reach.Turn turn) {
    return switch (turn) {
      case GAINS -> "+";
      case LOSES -> "-";
      case OTHERWISE -> "~";
    };
  }

  private static String names(List<String> who) {
    String more = who.size() > MOST_NAMES ? " and " + (who.size() - MOST_NAMES) + " more" : "";
    return who.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + more;
  }

  private static List<String> lines(Change change) {
    String head = Clean.line(change.what() + " " + change.name() + "  (" + change.policy() + ")");
    return switch (change.kind()) {
      case ADDED ->
          below("+ " + head, change.clauses().stream().map(c -> said(c.key(), c.after())));
      case REMOVED -> List.of("- " + head);
      case MOVED ->
          List.of("~ " + head + " moved: " + Clean.line(change.clauses().getFirst().after()));
      case CHANGED -> below("~ " + head, change.clauses().stream().map(PolicyDiffLines::turned));
    };
  }

  private static List<String> below(String head, Stream<String> clauses) {
    return Stream.concat(Stream.of(head), clauses.map(c -> "    " + Clean.line(c))).toList();
  }

  private static String turned(Clause clause) {
    return clause.key() + ": " + or(clause.before()) + " → " + or(clause.after());
  }

  private static String said(String key, String value) {
    return key + ": " + value;
  }

  private static String or(String value) {
    return value.isEmpty() ? "(nothing)" : value;
  }
}
