package dev.hoist.cli.connect;

import dev.hoist.cli.base.Shell;
import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Lengths;
import dev.hoist.cli.show.Times;
import dev.hoist.wire.ApprovalView;
import dev.hoist.wire.Need;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Tells a person who waits what happens to the request, a line each time something does. */
public final class Progress {
  private final Shell shell;
  private final Supplier<Times> times;
  private final Set<String> told = new HashSet<>();

  public Progress(Shell shell, Supplier<Times> times) {
    this.shell = shell;
    this.times = times;
  }

  public void show(RequestView view) {
    view.approvals().forEach(a -> once("a" + a.stage() + a.by(), approval(a)));
    if (view.state() == RequestState.PENDING) {
      once("pending" + view.waitingFor() + missing(view), pending(view));
      once("hint", "  Ctrl-C leaves it open; come back with: hoist request wait " + view.id());
    }
  }

  private void once(String key, String line) {
    if (told.add(key)) {
      shell.say(Clean.line(line));
    }
  }

  private String approval(ApprovalView a) {
    String limit = a.limit().map(l -> " for at most " + Lengths.show(l)).orElse("");
    String note = a.note().isBlank() ? "" : " \"" + a.note() + "\"";
    return "  ✓ " + a.by() + " " + times.get().show(a.at()) + limit + note;
  }

  private static String pending(RequestView view) {
    String asked =
        view.waitingFor().isEmpty()
            ? ""
            : " Waiting for " + orList(view.waitingFor(), missing(view)) + ".";
    return view.id() + " needs " + needs(view) + "." + asked;
  }

  private static String orList(List<String> names, int missing) {
    return (names.size() > missing ? "one of: " : "") + String.join(", ", names);
  }

  private static int missing(RequestView view) {
    return view.needs().stream().mapToInt(Need::missing).sum();
  }

  /** {@code 2 more approvals (1 from group:leads, 1 from group:sre)}. */
  static String needs(RequestView view) {
    int missing = missing(view);
    String more = view.approvals().isEmpty() ? " approval" : " more approval";
    String from =
        view.needs().stream()
            .filter(n -> n.missing() > 0)
            .map(n -> n.missing() + " from " + String.join(" or ", n.from()))
            .collect(Collectors.joining(", "));
    return missing + more + (missing == 1 ? "" : "s") + (from.isEmpty() ? "" : " (" + from + ")");
  }

  /** {@code Granted 30m (you asked 1h; dana set 30m), until 03:24}; {@code R-7 is in force}. */
  public static String granted(RequestView view, Times times) {
    if (view.change().isPresent()) {
      return Clean.line("✓ " + view.id() + " is in force.");
    }
    Duration length = view.granted().orElse(view.asked());
    Optional<ApprovalView> shortest =
        view.approvals().stream()
            .filter(a -> a.limit().isPresent() && a.limit().get().equals(length))
            .findFirst();
    String shortened =
        length.equals(view.asked())
            ? ""
            : " (you asked "
                + Lengths.show(view.asked())
                + shortest.map(a -> "; " + a.by() + " set " + Lengths.show(length)).orElse("")
                + ")";
    String until = view.expiresAt().map(at -> ", until " + times.show(at)).orElse("");
    return Clean.line("✓ Granted " + Lengths.show(length) + shortened + until + ". Recorded.");
  }
}
