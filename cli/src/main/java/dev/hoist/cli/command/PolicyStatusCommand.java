package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Table;
import dev.hoist.cli.show.Times;
import dev.hoist.wire.AffectedView;
import dev.hoist.wire.MeView;
import dev.hoist.wire.PolicyView;
import dev.hoist.wire.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hoist policy status}. */
@Command(
    name = "status",
    description = "The policy in force, and live grants that it would not give.",
    footer = {
      "",
      "Such grants go on to their own end; those of rules with on_change: revoke end at once.",
      "Only administrators see grants here.",
      "",
      "Example:",
      "  hoist policy status"
    })
final class PolicyStatusCommand implements Callable<Integer> {
  private final Tools tools;

  PolicyStatusCommand(Tools tools) {
    this.tools = tools;
  }

  /** What is printed for programs. */
  record View(PolicyView policy, List<AffectedView> affected) {}

  @Override
  public Integer call() {
    Api api = tools.api();
    PolicyView policy = api.get(Routes.POLICY, PolicyView.class);
    boolean admin = api.get(Routes.ME, MeView.class).admin();
    List<AffectedView> affected =
        admin ? api.list(Routes.POLICY_AFFECTED, AffectedView.class) : List.of();
    List<String> lines = new ArrayList<>();
    lines.add("in force    " + Clean.line(policy.hash()));
    lines.add("since       " + tools.times(api).show(policy.loadedAt()));
    lines.add("files       " + Clean.line(String.join(", ", policy.files())));
    policy.problem().ifPresent(p -> lines.add("NOT LOADED  " + Clean.line(p)));
    policy.targetsProblem().ifPresent(p -> lines.add("NOT LOADED  " + Clean.line(p)));
    if (!affected.isEmpty()) {
      lines.add("");
      lines.add("Live, and not given by this policy:");
      lines.addAll(table(tools.times(api)).lines(affected));
    }
    tools.printer().one(new View(policy, affected), lines);
    return Exit.OK;
  }

  private static Table<AffectedView> table(Times times) {
    return new Table<AffectedView>()
        .column("GRANT", AffectedView::grant)
        .column("WHO", AffectedView::user)
        .column("WHAT", a -> a.target() + "/" + a.role())
        .column("UNTIL", a -> times.show(a.until()))
        .column("WHY", AffectedView::why);
  }
}
