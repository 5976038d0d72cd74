package dev.hoist.policy.format;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.policy.format.Part.Note;
import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import dev.hoist.policy.yaml.Node;
import dev.hoist.policy.yaml.YamlReader;
import java.util.List;
import java.util.Optional;

/** Lays policy files out: {@code hoist policy fmt}. */
public final class PolicyFormat {
  private PolicyFormat() {}

  /** What came of it. */
  public sealed interface Result {
    /** The text to have; the same as before when the file was laid out already. */
    record Formatted(String text) implements Result {}

    /** The file cannot be read, and is to be left alone. */
    record Unreadable(List<PolicyProblem> problems) implements Result {
      public Unreadable {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Says the same with the same comments. A file need not be good, only readable. */
  public static Result format(PolicyFile file) {
    var problems = new Problems();
    var source = new Source(file);
    Optional<Node.Fields> before = YamlReader.read(source, problems);
    if (before.isEmpty() || problems.hasErrors()) {
      return new Result.Unreadable(problems.inOrder());
    }
    PartReader.Document document = PartReader.read(file.text());
    List<Note> notes = Notes.of(document);
    String text = Emitter.file(document.root(), Placer.place(document.root(), notes));
    if (!Sameness.holds(before.get(), notes, text)) {
      problems.error(
          source,
          Mark.WHOLE,
          "cannot be laid out without a change of what it says; it is left as it is");
      return new Result.Unreadable(problems.inOrder());
    }
    return new Result.Formatted(text);
  }
}
