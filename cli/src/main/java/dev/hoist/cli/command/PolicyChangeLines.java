package dev.hoist.cli.command;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.hoist.cli.show.Clean;
import dev.hoist.wire.PolicyChangeView;
import dev.hoist.wire.PolicyFileChangeView;
import java.util.ArrayList;
import java.util.List;

/** What a change of policy changes, in words and line by line. */
final class PolicyChangeLines {
  private static final int SHORT = 12;
  private static final int CONTEXT = 3;
  // Comparing longer files can take longer than anybody waits.
  private static final int MOST_LINES = 20_000;

  private PolicyChangeLines() {}

  static List<String> all(PolicyChangeView change) {
    List<String> lines = new ArrayList<>();
    lines.add("policy      " + Clean.line(brief(change.base()) + " → " + brief(change.proposed())));
    change.files().forEach(file -> lines.add("file        " + Clean.line(summary(file))));
    for (PolicyFileChangeView file : change.files()) {
      lines.addAll(diff(file));
    }
    return lines;
  }

  private static String summary(PolicyFileChangeView file) {
    return file.name() + " " + file.how() + ", owned by " + String.join(" or ", file.owners());
  }

  private static List<String> diff(PolicyFileChangeView file) {
    boolean hidden =
        (!file.how().equals("added") && file.before().isEmpty())
            || (!file.how().equals("removed") && file.after().isEmpty());
    if (hidden) {
      return List.of("", Clean.line(file.name() + ": its text is for its owners"));
    }
    List<String> before = file.before().map(String::lines).stream().flatMap(s -> s).toList();
    List<String> after = file.after().map(String::lines).stream().flatMap(s -> s).toList();
    if (before.size() > MOST_LINES || after.size() > MOST_LINES) {
      return List.of("", Clean.line(file.name() + ": too long to compare here; see -o json"));
    }
    List<String> lines = new ArrayList<>(List.of(""));
    UnifiedDiffUtils.generateUnifiedDiff(
            file.how().equals("added") ? "/dev/null" : "in force/" + file.name(),
            file.how().equals("removed") ? "/dev/null" : "proposed/" + file.name(),
            before,
            DiffUtils.diff(before, after),
            CONTEXT)
        .forEach(line -> lines.add(Clean.line(line)));
    return lines;
  }

  static String brief(String hash) {
    return hash.length() > SHORT ? hash.substring(0, SHORT) : hash;
  }
}
