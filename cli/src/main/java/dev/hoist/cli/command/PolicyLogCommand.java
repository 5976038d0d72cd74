package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.show.Table;
import dev.hoist.cli.show.Times;
import dev.hoist.wire.PolicyVersionView;
import dev.hoist.wire.Routes;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hoist policy log}. */
@Command(
    name = "log",
    description = "The policy sets that were put in force, newest first.",
    footer = {
      "",
      "HASH is the beginning of the set's hash; * marks what is in force. FROM is the policy folder,",
      "a Git commit, or the request of a push or a rollback.",
      "",
      "Example:",
      "  hoist policy log"
    })
final class PolicyLogCommand implements Callable<Integer> {
  private static final int SHORT = 12;

  private final Tools tools;

  PolicyLogCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    Api api = tools.api();
    List<PolicyVersionView> versions = api.list(Routes.POLICY_VERSIONS, PolicyVersionView.class);
    tools.printer().list(versions, table(tools.times(api)), "No policy was ever in force.");
    return Exit.OK;
  }

  private static Table<PolicyVersionView> table(Times times) {
    return new Table<PolicyVersionView>()
        .column("", v -> v.inForce() ? "*" : "")
        .column("HASH", v -> brief(v.hash()))
        .column("WHEN", v -> times.show(v.loadedAt()))
        .column("WHO", v -> v.author().orElse("-"))
        .column("FROM", PolicyLogCommand::from)
        .column("FILES", v -> Integer.toString(v.files().size()));
  }

  private static String from(PolicyVersionView version) {
    return version.origin() + version.reference().map(r -> " " + brief(r)).orElse("");
  }

  private static String brief(String hex) {
    return hex.length() > SHORT ? hex.substring(0, SHORT) : hex;
  }
}
