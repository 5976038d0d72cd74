package dev.hoist.policy;

import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.policy.PolicyProblem.Severity;
import dev.hoist.policy.source.Printable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Problems as people read them: a line that says what and where, the line of the file, and carets
 * below the words that are meant.
 */
public final class ProblemRenderer {
  private static final String INDENT = "      ";

  /** Longer lines are shown around the place that is meant. */
  private static final int WIDEST = 100;

  private ProblemRenderer() {}

  /** All problems, each ending in a line break. */
  public static String render(List<PolicyProblem> problems) {
    return problems.stream().map(ProblemRenderer::render).collect(Collectors.joining());
  }

  public static String render(PolicyProblem problem) {
    var out = new StringBuilder();
    out.append(problem.severity() == Severity.ERROR ? "✗ " : "! ").append(problem.file());
    if (problem.line() > 0) {
      out.append(':').append(problem.line()).append(':').append(problem.column());
    }
    out.append("  ").append(problem.message()).append('\n');
    if (!problem.excerpt().isBlank()) {
      excerpt(problem, out);
    }
    return out.toString();
  }

  private static void excerpt(PolicyProblem problem, StringBuilder out) {
    int[] line = Printable.of(problem.excerpt(), Integer.MAX_VALUE).codePoints().toArray();
    int at = Math.min(problem.column() - 1, line.length);
    int from = at > WIDEST - 30 ? at - 20 : indentation(line, at);
    int to = Math.min(line.length, from + WIDEST);
    String shown = new String(line, from, to - from);
    out.append(INDENT).append(from > 0 && at > WIDEST - 30 ? "…" : "").append(shown);
    out.append(to < line.length ? "…\n" : "\n");
    out.append(INDENT).append(from > 0 && at > WIDEST - 30 ? " " : "");
    out.append(" ".repeat(cells(line, from, at)));
    int end = Math.min(Math.max(to, at + 1), at + problem.width());
    out.append("^".repeat(Math.max(1, cells(line, at, Math.min(end, line.length))))).append('\n');
  }

  private static int indentation(int[] line, int most) {
    int from = 0;
    while (from < most && Character.isWhitespace(line[from])) {
      from++;
    }
    return from;
  }

  /** How many terminal cells a stretch takes: wide scripts take two each, marks none. */
  private static int cells(int[] line, int from, int to) {
    int cells = 0;
    for (int i = from; i < to; i++) {
      cells += cells(line[i]);
    }
    return cells;
  }

  private static int cells(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return Character.isIdeographic(c)
            || (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x3040 && c <= 0x30FF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0x1F300 && c <= 0x1FAFF)
        ? 2
        : 1;
  }
}
