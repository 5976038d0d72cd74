package dev.hoist.cli.command;

import dev.hoist.cli.connect.Obtain;
import dev.hoist.cli.connect.Psql;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hoist psql}. */
@Command(
    name = "psql",
    description = "Connect to a PostgreSQL target with psql, after asking for access if needed.",
    footer = {
      "",
      "The exit code is psql's own; before psql runs: 80 denied by policy, 81 denied by",
      "a person, 82 still pending, 83 expired or revoked, 84 target unreachable.",
      "",
      "Example:",
      "  hoist psql orders-demo --role fix --for 20m --reason \"requeue order 8812\"",
      "  hoist psql orders-demo -- -At -c 'select now()'"
    })
final class PsqlCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(index = "0", paramLabel = "TARGET", description = "As hoist ls shows it.")
  private String target = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "ARGS",
      description = "For psql; put -- before them.")
  private List<String> arguments = new ArrayList<>();

  @Mixin private WishOptions wish = new WishOptions();

  @Mixin private WaitOptions wait = new WaitOptions();

  PsqlCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    Psql psql = Psql.find(tools.shell());
    Obtain obtain = new Obtain(tools.shell(), tools.api());
    String grant = obtain.grant(wish.wish(target, wait.patience()));
    return psql.run(obtain.access(grant), arguments);
  }
}
