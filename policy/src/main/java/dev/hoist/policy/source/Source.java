package dev.hoist.policy.source;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.policy.PolicyProblem.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** One file's text, and the lines of it that problems quote. */
public final class Source {
  private static final int LONGEST_MESSAGE = 600;

  /** A longer line explains nothing, and a thousand problems may quote it. */
  private static final int LONGEST_EXCERPT = 2000;

  private final String name;
  private final String text;
  private final List<String> lines;
  private final Supplier<int[]> codePoints;
  private final Supplier<int[]> lineStarts;

  public Source(PolicyFile file) {
    this.name = file.name();
    this.text = file.text();
    this.lines = text.lines().toList();
    this.codePoints = Once.of(() -> text.codePoints().toArray());
    this.lineStarts = Once.of(() -> starts(codePoints.get()));
  }

  private static int[] starts(int[] text) {
    return IntStream.concat(
            IntStream.of(0),
            IntStream.range(0, text.length).filter(i -> text[i] == '\n').map(i -> i + 1))
        .toArray();
  }

  /** The text by code points, which is how places are counted. */
  public int[] codePoints() {
    return codePoints.get();
  }

  /** The place of one code point. */
  public Mark at(int codePoint) {
    int found = Arrays.binarySearch(lineStarts.get(), codePoint);
    int line = found >= 0 ? found : -found - 2;
    return new Mark(line + 1, codePoint - lineStarts.get()[line] + 1, 1, codePoint, codePoint + 1);
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
