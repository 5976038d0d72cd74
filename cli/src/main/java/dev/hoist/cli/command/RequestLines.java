package dev.hoist.cli.command;

import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Lengths;
import dev.hoist.cli.show.Table;
import dev.hoist.cli.show.Times;
import dev.hoist.wire.AftercareView;
import dev.hoist.wire.ApprovalView;
import dev.hoist.wire.EndView;
import dev.hoist.wire.ExtensionView;
import dev.hoist.wire.LimitsView;
import dev.hoist.wire.Need;
import dev.hoist.wire.RequestView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A request in words. */
final class RequestLines {
  private RequestLines() {}

  static Table<RequestView> table(Times times) {
    return new Table<RequestView>()
        .column("REQUEST", RequestView::id)
        .column("STATE", r -> r.state().toString())
        .column("WHO", RequestView::requester)
        .column("WHAT", RequestLines::what)
        .column("FOR", RequestLines::length)
        .column("ASKED", r -> times.show(r.createdAt()))
        .column("REASON", r -> Clean.line(r.reason().orElse(""), 50));
  }

  private static String length(RequestView view) {
    return view.change().isPresent() ? "-" : Lengths.show(view.granted().orElse(view.asked()));
  }

  static String what(RequestView view) {
    return view.target() + "/" + view.role();
  }

  /** Everything about one. */
  static List<String> all(RequestView view, Times times) {
    List<String> lines = new ArrayList<>(brief(view, times));
    view.change().ifPresent(change -> lines.addAll(PolicyChangeLines.all(change)));
    return lines;
  }

  /** Without what a change of policy changes. */
  static List<String> brief(RequestView view, Times times) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Clean.line(
            "%s  %s → %s%s: %s"
                .formatted(
                    view.id(),
                    view.requester(),
                    what(view),
                    view.change().isPresent() ? "" : " for " + Lengths.show(view.asked()),
                    view.state())));
    if (view.breakGlass()) {
      lines.add("BREAK GLASS");
    }
    view.reason().ifPresent(reason -> lines.add("reason      " + Clean.line(reason)));
    view.ticket().ifPresent(ticket -> lines.add("ticket      " + Clean.line(ticket)));
    new TreeMap<>(view.fields())
        .forEach((name, answer) -> lines.add("answer      " + Clean.line(name + ": " + answer)));
    lines.add("asked       " + times.show(view.createdAt()));
    lines.add("rule        " + Clean.line(view.rule()));
    view.approvals().forEach(a -> lines.add("approval    " + approval(a, times)));
    view.needs().stream()
        .filter(need -> need.missing() > 0)
        .forEach(need -> lines.add("needs       " + need(need)));
    if (!view.waitingFor().isEmpty()) {
      lines.add("waiting for " + Clean.line(String.join(", ", view.waitingFor())));
    }
    view.lapsesAt().ifPresent(at -> lines.add("lapses      " + until(at, times)));
    view.granted().ifPresent(length -> lines.add("granted     " + Lengths.show(length)));
    view.expiresAt()
        .filter(at -> !view.state().terminal())
        .ifPresent(at -> lines.add("ends        " + until(at, times)));
    view.limits().ifPresent(limits -> lines.addAll(limits(limits)));
    view.end().ifPresent(end -> lines.add("ended       " + end(end, times)));
    view.after().ifPresent(after -> lines.addAll(after(after)));
    view.debt().ifPresent(debt -> lines.add("not yet gone " + Clean.line(debt)));
    return lines;
  }

  private static String until(Instant at, Times times) {
    return times.show(at) + " (" + times.left(at) + ")";
  }

  private static String approval(ApprovalView a, Times times) {
    String limit = a.limit().map(l -> ", at most " + Lengths.show(l)).orElse("");
    String note = a.note().isBlank() ? "" : " \"" + a.note() + "\"";
    return Clean.line(a.by() + " " + times.show(a.at()) + limit + note);
  }

  private static String need(Need need) {
    return Clean.line(
        need.missing()
            + " of "
            + need.count()
            + " from "
            + String.join(" or ", need.from())
            + need.escalation()
                .map(e -> "; after " + Lengths.show(e.after()) + " " + String.join(" or ", e.to()))
                .orElse(""));
  }

  private static List<String> limits(LimitsView limits) {
    List<String> lines = new ArrayList<>();
    limits.idle().ifPresent(idle -> lines.add("unused      ends after " + Lengths.show(idle)));
    limits.extension().ifPresent(e -> lines.add("longer      " + longer(e)));
    return lines;
  }

  private static String longer(ExtensionView e) {
    String often = e.times() == 1 ? "once" : e.times() + " times";
    return "%s, by at most %s".formatted(often, Lengths.show(e.by()));
  }

  private static List<String> after(AftercareView after) {
    List<String> lines = new ArrayList<>();
    if (!after.told().isEmpty()) {
      lines.add("told        " + Clean.line(String.join(", ", after.told())));
    }
    after
        .reviewWithin()
        .ifPresent(
            within ->
                lines.add(
                    "review      within "
                        + Lengths.show(within)
                        + " by "
                        + Clean.line(String.join(" or ", after.reviewBy()))));
    return lines;
  }

  private static String end(EndView end, Times times) {
    return Clean.line(
        times.show(end.at())
            + " "
            + end.cause()
            + end.by().map(by -> " by " + by).orElse("")
            + (end.note().isBlank() ? "" : " (" + end.note() + ")"));
  }
}
