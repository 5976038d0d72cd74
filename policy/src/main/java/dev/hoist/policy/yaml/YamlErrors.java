package dev.hoist.policy.yaml;

import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/** What the YAML parser complains about, as problems with a place. */
final class YamlErrors {
  private YamlErrors() {}

  static void report(RuntimeException e, Source source, Problems problems) {
    switch (e) {
      case MarkedYamlEngineException marked -> problems.error(source, mark(marked), said(marked));
      case ReaderException reader ->
          problems.error(
              source,
              source.at(reader.getPosition()),
              String.format("a character that YAML does not take: U+%04X", reader.getCodePoint()));
      default -> problems.error(source, Mark.WHOLE, "this is not YAML");
    }
  }

  private static Mark mark(MarkedYamlEngineException e) {
    boolean atEnd = e.getProblem() != null && e.getProblem().contains("end");
    return (atEnd ? e.getContextMark() : e.getProblemMark())
        .or(e::getProblemMark)
        .map(m -> new Mark(m.getLine() + 1, m.getColumn() + 1, 1, m.getIndex(), m.getIndex() + 1))
        .orElse(Mark.WHOLE);
  }

  /** The parser's sentence on one line; tabs cause its oddest one. */
  private static String said(MarkedYamlEngineException e) {
    String problem = e.getProblem() == null ? "malformed" : e.getProblem();
    if (problem.contains("TAB")) {
      return "a tab; indent with spaces";
    }
    String context = e.getContext() == null ? "" : " " + e.getContext();
    return "not YAML here: " + (problem + context).replaceAll("\\s+", " ").strip();
  }
}
