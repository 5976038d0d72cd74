package dev.hoist.cli.command;

import dev.hoist.cli.base.Failure;
import dev.hoist.cli.base.Format;
import dev.hoist.cli.connect.Obtain;
import dev.hoist.cli.connect.Psql;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hoist exec}. */
@Command(
    name = "exec",
    description = "Run one statement on a target, after asking for access if needed.",
    footer = {
      "",
      "The statement is run by psql, and so are its output and exit code psql's: 1 when it failed.",
      "",
      "Example:",
      "  hoist exec orders-demo --role read -- 'select count(*) from orders'"
    })
final class ExecCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(index = "0", paramLabel = "TARGET", description = "As hoist ls shows it.")
  private String target = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "STATEMENT",
      description = "What to run; put -- before it.")
  private List<String> words = new ArrayList<>();

  @Mixin private WishOptions wish = new WishOptions();

  @Mixin private WaitOptions wait = new WaitOptions();

  ExecCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    if (tools.globals().format() != Format.TABLE) {
      throw Failure.usage(
          "exec prints what psql prints, whatever -o says",
          "for programs, have the target make it: SELECT json_agg(r) FROM (SELECT …) r");
    }
    Psql psql = Psql.find(tools.shell());
    Obtain obtain = new Obtain(tools.shell(), tools.api());
    String grant = obtain.grant(wish.wish(target, wait.patience()));
    return psql.run(
        obtain.access(grant),
        List.of("--no-psqlrc", "-v", "ON_ERROR_STOP=1", "-c", String.join(" ", words)));
  }
}
