package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.wire.DenyRequest;
import dev.hoist.wire.Routes;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hoist deny}. */
@Command(
    name = "deny",
    description = "Say no to a request.",
    footer = {"", "Example:", "  hoist deny R-7 --note \"use the refund job instead\""})
final class DenyCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(paramLabel = "ID", description = "R-7")
  private String id = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "Why; the requester reads it.")
  private Optional<String> note = Optional.empty();

  DenyCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    String request = Tools.id('R', id);
    tools.api().post(Routes.with(Routes.DENY, request), new DenyRequest(note));
    tools.done(request + " is denied.");
    return Exit.OK;
  }
}
