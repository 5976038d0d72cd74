package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Format;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.show.Lengths;
import dev.hoist.cli.show.Times;
import dev.hoist.wire.ApproveRequest;
import dev.hoist.wire.Need;
import dev.hoist.wire.PolicyChangeView;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hoist approve}. */
@Command(
    name = "approve",
    description = "Say yes to a request, as it is shown now.",
    footer = {"", "Example:", "  hoist approve R-7 --for 20m --note \"ok, one row\""})
final class ApproveCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(paramLabel = "ID", description = "R-7")
  private String id = "";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "For at most this long, when less than was asked.")
  private Optional<Duration> length = Optional.empty();

  @Option(names = "--note", paramLabel = "TEXT", description = "A word to go with it.")
  private Optional<String> note = Optional.empty();

  ApproveCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    Api api = tools.api();
    String request = Tools.id('R', id);
    RequestView shown = api.get(Routes.with(Routes.REQUEST, request), RequestView.class);
    tools.shell().say(InboxCommand.line(shown));
    if (shown.change().isPresent() && !agreed(shown.change().get())) {
      return Exit.ERROR;
    }
    RequestView after =
        api.post(
            Routes.with(Routes.APPROVE, request),
            new ApproveRequest(shown.digest(), length, note),
            RequestView.class);
    tools.done(result(after, tools.times(api)));
    if (tools.globals().format() != Format.TABLE) {
      tools.printer().one(after, List.of());
    }
    return Exit.OK;
  }

  /** A change of policy is shown line by line; whoever sits at a terminal is asked after that. */
  private boolean agreed(PolicyChangeView change) {
    PolicyChangeLines.all(change).forEach(tools.shell()::say);
    if (!tools.globals().input()) {
      return true;
    }
    Optional<String> answer = tools.shell().prompt().line("Agree to this change of policy? [y/N] ");
    boolean yes = answer.map(text -> text.strip().equalsIgnoreCase("y")).orElse(true);
    if (!yes) {
      tools.shell().say("Nothing was approved.");
    }
    return yes;
  }

  private static String result(RequestView after, Times times) {
    int missing = after.needs().stream().mapToInt(Need::missing).sum();
    if (after.state() == RequestState.PENDING && missing > 0) {
      int count = after.needs().stream().mapToInt(Need::count).sum();
      String next =
          after.waitingFor().isEmpty() ? "" : " Next: " + String.join(" or ", after.waitingFor());
      return (count - missing) + " of " + count + "." + next;
    }
    if (after.change().isPresent()) {
      return after.id() + " is in force.";
    }
    return "%s gets %s for %s%s."
        .formatted(
            after.requester(),
            RequestLines.what(after),
            Lengths.show(after.granted().orElse(after.asked())),
            after.expiresAt().map(at -> ", until " + times.show(at)).orElse(""));
  }
}
