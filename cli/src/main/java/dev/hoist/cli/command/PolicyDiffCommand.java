package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.show.Table;
import dev.hoist.policy.diff.Change;
import dev.hoist.policy.diff.Change.Clause;
import dev.hoist.policy.diff.PolicyDiff;
import dev.hoist.policy.diff.Reach;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hoist policy diff}. */
@Command(
    name = "diff",
    description = "What two policy sets say differently: in meaning, not in text.",
    footer = {
      "",
      "First what is defined otherwise, then who gets what otherwise: for everybody whom the files",
      "name, for the groups of the identity provider, and for anyone else. What nobody can tell",
      "beforehand is told as a condition. Layout, comments and tests make no difference.",
      "",
      "Example:",
      "  hoist policy diff policy/ /tmp/changed/"
    })
final class PolicyDiffCommand implements Callable<Integer> {
  private static final int MOST_NAMES = 8;

  private final Tools tools;

  @Parameters(index = "0", paramLabel = "OLD", description = "A folder or a file.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "A folder or a file.")
  private Path after = Path.of("");

  PolicyDiffCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    PolicyDiff diff =
        PolicyDiff.between(
            PolicySets.read(before, tools.policies()), PolicySets.read(after, tools.policies()));
    tools.printer().one(diff, lines(diff));
    return Exit.OK;
  }

  private static List<String> lines(PolicyDiff diff) {
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
            .lines(diff.reaches()));
    return lines;
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
    String head = change.what() + " " + change.name() + "  (" + change.policy() + ")";
    return switch (change.kind()) {
      case ADDED ->
          below("+ " + head, change.clauses().stream().map(c -> said(c.key(), c.after())));
      case REMOVED -> List.of("- " + head);
      case MOVED -> List.of("~ " + head + " moved: " + change.clauses().getFirst().after());
      case CHANGED -> below("~ " + head, change.clauses().stream().map(PolicyDiffCommand::turned));
    };
  }

  private static List<String> below(String head, Stream<String> clauses) {
    return Stream.concat(Stream.of(head), clauses.map(c -> "    " + c)).toList();
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
