package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Format;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Lengths;
import dev.hoist.cli.show.Printer;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hoist inbox}. */
@Command(
    name = "inbox",
    description = "Requests that wait for you.",
    footer = {"", "Example:", "  hoist inbox --watch"})
final class InboxCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Tools tools;

  @Option(
      names = {"-w", "--watch"},
      description = "Stay, and show each as it comes. With -o json, one on a line.")
  private boolean watch;

  InboxCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws InterruptedException {
    Api api = tools.api();
    List<RequestView> waiting = api.list(Routes.INBOX, RequestView.class);
    if (!watch) {
      tools.printer().list(waiting, RequestLines.table(tools.times(api)), "Nothing waits for you.");
      return Exit.OK;
    }
    Set<String> told = new HashSet<>();
    while (true) {
      waiting.stream().filter(r -> told.add(r.id() + r.digest())).forEach(this::tell);
      Thread.sleep(PAUSE);
      waiting = api.list(Routes.INBOX, RequestView.class);
    }
  }

  private void tell(RequestView view) {
    tools
        .shell()
        .print(tools.globals().format() == Format.TABLE ? line(view) : Printer.jsonLine(view));
  }

  /** {@code R-7 ana → orders-demo/fix 20m ORD-17 "requeue order 8812" host=web-3}. */
  static String line(RequestView view) {
    return Clean.line(
        "%s  %s%s → %s  %s%s%s%s"
            .formatted(
                view.id(),
                view.breakGlass() ? "BREAK GLASS  " : "",
                view.requester(),
                RequestLines.what(view),
                view.change().isPresent() ? "" : Lengths.show(view.asked()),
                view.ticket().map(ticket -> "  " + ticket).orElse(""),
                view.reason().map(reason -> "  \"" + reason + "\"").orElse(""),
                answers(view)));
  }

  private static String answers(RequestView view) {
    return new TreeMap<>(view.fields())
        .entrySet().stream()
            .map(answer -> "  " + answer.getKey() + "=" + answer.getValue())
            .collect(Collectors.joining());
  }
}
