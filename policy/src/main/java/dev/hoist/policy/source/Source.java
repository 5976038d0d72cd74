package dev.hoist.policy.source;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.policy.PolicyProblem.Severity;
import java.util.List;

/** One file's text, and the lines of it that problems quote. */
public final class Source {
  private static final int LONGEST_MESSAGE = 600;

  /** A longer line explains nothing, and a thousand problems may quote it. */
  private static final int LONGEST_EXCERPT = 2000;

  private final String name;
  private final String text;
  private final List<String> lines;

  public Source(PolicyFile file) {
    this.name = file.name();
    this.text = file.text();
    this.lines = text.lines().toList();
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  PolicyProblem problem(Severity severity, Mark at, String message) {
    return new PolicyProblem(
        severity,
        name,
        at.line(),
        at.column(),
        Printable.of(message, LONGEST_MESSAGE),
        excerpt(at.line()),
        at.width());
  }

  private String excerpt(int line) {
    String text = line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
    return text.length() > LONGEST_EXCERPT ? "" : text;
  }
}
