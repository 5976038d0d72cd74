package dev.hoist.cli.command;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import dev.hoist.cli.show.Clean;
import dev.hoist.kernel.policy.diff.Change;
import dev.hoist.kernel.policy.diff.PolicyDiff;
import dev.hoist.kernel.policy.diff.Reach;
import dev.hoist.policy.yaml.SourceLimits;
import dev.hoist.wire.PolicyChangeView;
import dev.hoist.wire.PolicyDefinitionView;
import dev.hoist.wire.PolicyFileChangeView;
import dev.hoist.wire.PolicyMeaningView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a change of policy changes: in meaning, and line by line. */
final class PolicyChangeLines {
  private static final int SHORT = 12;
  private static final int CONTEXT = 3;

  private PolicyChangeLines() {}

  /** The meaning first, then the texts. */
  static List<String> all(PolicyChangeView change) {
    List<String> lines = new ArrayList<>(head(change));
    lines.add("");
    lines.addAll(
        change
            .meaning()
            .map(PolicyChangeLines::meaning)
            .orElse(List.of("What it changes in meaning cannot be told.")));
    change.files().forEach(file -> lines.addAll(diff(file)));
    return lines;
  }

  /** Which files it is about. */
  static List<String> head(PolicyChangeView change) {
    List<String> lines = new ArrayList<>();
    lines.add("policy      " + Clean.line(brief(change.base()) + " → " + brief(change.proposed())));
    change.files().forEach(file -> lines.add("file        " + Clean.line(summary(file))));
    return lines;
  }

  private static List<String> meaning(PolicyMeaningView view) {
    List<String> lines = new ArrayList<>();
    if (view.gaps().isEmpty() || !view.changes().isEmpty() || !view.reaches().isEmpty()) {
      lines.addAll(PolicyDiffLines.of(diff(view)));
    }
    view.gaps().forEach(gap -> lines.add("! " + Clean.line(gap)));
    return lines;
  }

  private static PolicyDiff diff(PolicyMeaningView view) {
    return new PolicyDiff(
        view.changes().stream().map(PolicyChangeLines::change).toList(),
        view.reaches().stream()
            .map(
                r ->
                    new Reach(
                        r.who(),
                        r.target(),
                        r.role(),
                        word(Reach.Turn.class, r.turn()),
                        r.before(),
                        r.after()))
            .toList());
  }

  private static Change change(PolicyDefinitionView view) {
    return new Change(
        view.policy(),
        view.what(),
        view.name(),
        word(Change.Kind.class, view.kind()),
        view.clauses().stream()
            .map(c -> new Change.Clause(c.key(), c.before(), c.after()))
            .toList());
  }

  private static <E extends Enum<E>> E word(Class<E> of, String word) {
    return Enum.valueOf(of, word.toUpperCase(Locale.ROOT));
  }

  private static String summary(PolicyFileChangeView file) {
    return file.name() + " " + file.how() + ", owned by " + String.join(" or ", file.owners());
  }

  static List<String> diff(PolicyFileChangeView file) {
    boolean hidden =
        (!file.how().equals("added") && file.before().isEmpty())
            || (!file.how().equals("removed") && file.after().isEmpty());
    if (hidden) {
      return List.of("", Clean.line(file.name() + ": its text is for its owners"));
    }
    List<String> before = file.before().map(String::lines).stream().flatMap(s -> s).toList();
    List<String> after = file.after().map(String::lines).stream().flatMap(s -> s).toList();
    List<String> lines = new ArrayList<>(List.of(""));
    UnifiedDiffUtils.generateUnifiedDiff(
            file.how().equals("added") ? "/dev/null" : "in force/" + file.name(),
            file.how().equals("removed") ? "/dev/null" : "proposed/" + file.name(),
            before,
            patch(before, after),
            CONTEXT)
        .forEach(line -> lines.add(Clean.line(line)));
    return lines;
  }

  /**
   * Comparing longer files than may be loaded can take longer than anybody waits. There are some
   * from before that bound; they show whole, for nobody agrees to what was not shown (S12).
   */
  private static Patch<String> patch(List<String> before, List<String> after) {
    if (before.size() <= SourceLimits.LINES && after.size() <= SourceLimits.LINES) {
      return DiffUtils.diff(before, after);
    }
    var whole = new Patch<String>();
    whole.addDelta(new ChangeDelta<>(new Chunk<>(0, before), new Chunk<>(0, after)));
    return whole;
  }

  static String brief(String hash) {
    return hash.length() > SHORT ? hash.substring(0, SHORT) : hash;
  }
}
