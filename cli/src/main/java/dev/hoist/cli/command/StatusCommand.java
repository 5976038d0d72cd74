package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.client.Query;
import dev.hoist.cli.show.Lengths;
import dev.hoist.cli.show.Table;
import dev.hoist.cli.show.Times;
import dev.hoist.wire.GrantView;
import dev.hoist.wire.LimitsView;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hoist status}. */
@Command(
    name = "status",
    description = "Your grants and how long they last, and your open requests.",
    footer = {
      "",
      "Example:",
      "  hoist status",
      "  hoist status --all     every live grant, for administrators"
    })
final class StatusCommand implements Callable<Integer> {
  private final Tools tools;

  @Option(
      names = {"-a", "--all"},
      description = "Everybody's grants; for administrators.")
  private boolean all;

  StatusCommand(Tools tools) {
    this.tools = tools;
  }

  /** What is printed for programs. */
  record View(List<GrantView> grants, List<RequestView> requests) {}

  @Override
  public Integer call() {
    Api api = tools.api();
    List<GrantView> grants =
        api.list(all ? Query.with(Routes.GRANTS, "scope", "all") : Routes.GRANTS, GrantView.class);
    List<RequestView> open =
        api.list(
            Query.with(
                Query.with(Routes.REQUESTS, "scope", "mine"),
                "state",
                RequestState.PENDING.toString()),
            RequestView.class);
    Times times = tools.times(api);
    List<String> lines = new ArrayList<>(table(times).lines(grants));
    open.forEach(r -> lines.add(InboxCommand.line(r) + "  waiting"));
    tools.printer().one(new View(grants, open), lines);
    if (grants.isEmpty() && open.isEmpty()) {
      tools.shell().say("Nothing granted, nothing asked; what you can get: hoist ls");
    }
    return Exit.OK;
  }

  private static Table<GrantView> table(Times times) {
    return new Table<GrantView>()
        .column("GRANT", GrantView::id)
        .column("WHO", GrantView::user)
        .column("WHAT", g -> g.target() + "/" + g.role())
        .column("STATE", g -> g.state().toString())
        .column("LEFT", g -> times.left(g.until()))
        .column("UNTIL", g -> times.show(g.until()))
        .column("MORE", StatusCommand::more)
        .column("", g -> g.debt().or(() -> unused(g, times)).orElse(""));
  }

  /** How often it can still be extended, and by how much. */
  private static String more(GrantView grant) {
    return grant
        .limits()
        .flatMap(LimitsView::extension)
        .filter(e -> e.times() > grant.extensions())
        .map(e -> (e.times() - grant.extensions()) + "× " + Lengths.show(e.by()))
        .orElse("");
  }

  /** Where lying unused would end it first. */
  private static Optional<String> unused(GrantView grant, Times times) {
    return grant
        .unusedUntil()
        .filter(end -> end.isBefore(grant.until()))
        .map(end -> "unless used, ends in " + times.left(end));
  }
}
