package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.client.Query;
import dev.hoist.cli.connect.Obtain;
import dev.hoist.cli.connect.Progress;
import dev.hoist.cli.connect.Waiting;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hoist request}. */
@Command(
    name = "request",
    description = "Ask for access, and follow what becomes of it.",
    subcommands = {
      RequestCommand.New.class,
      RequestCommand.Ls.class,
      RequestCommand.Show.class,
      RequestCommand.Cancel.class,
      RequestCommand.Wait.class
    },
    footer = {
      "",
      "Example:",
      "  hoist request new orders-demo --role fix --for 20m --reason \"order 8812\""
    })
final class RequestCommand {

  private static RequestView fetch(Api api, String id) {
    return api.get(Routes.with(Routes.REQUEST, Tools.id('R', id)), RequestView.class);
  }

  @Command(
      name = "new",
      description = "Ask; waits only when told to.",
      footer = {
        "",
        "Example:",
        "  hoist request new orders-demo --role fix --for 20m --reason \"order 8812\" --wait 10m"
      })
  static final class New implements Callable<Integer> {
    private final Tools tools;

    @Parameters(paramLabel = "TARGET", description = "As hoist ls shows it.")
    private String target = "";

    @Mixin private WishOptions wish = new WishOptions();

    @Mixin private WaitOptions wait = new WaitOptions();

    New(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      Api api = tools.api();
      RequestView view = new Obtain(tools.shell(), api).ask(wish.wish(target, wait.patience()));
      if (wait.asked()) {
        view = new Waiting(tools.shell(), api).untilActive(view, wait.patience());
      }
      tools.printer().one(view, RequestLines.all(view, tools.times(api)));
      return Exit.OK;
    }
  }

  @Command(
      name = "ls",
      description = "List requests, changes of policy among them: yours, or everyone's.",
      footer = {"", "Example:", "  hoist request ls --all --state pending"})
  static final class Ls implements Callable<Integer> {
    private final Tools tools;

    @Option(
        names = {"-a", "--all"},
        description = "Other people's too.")
    private boolean all;

    @Option(
        names = "--state",
        paramLabel = "STATE",
        description = "Only those: ${COMPLETION-CANDIDATES}.")
    private Optional<RequestState> state = Optional.empty();

    Ls(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      Api api = tools.api();
      String path = Query.with(Routes.REQUESTS, "scope", all ? "all" : "mine");
      path = state.isPresent() ? Query.with(path, "state", state.get().toString()) : path;
      List<RequestView> found = api.list(path, RequestView.class);
      tools
          .printer()
          .list(
              found,
              RequestLines.table(tools.times(api)),
              "No requests; ask with: hoist request new TARGET");
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = "Everything about one.",
      footer = {"", "Example:", "  hoist request show R-7"})
  static final class Show implements Callable<Integer> {
    private final Tools tools;

    @Parameters(paramLabel = "ID", description = "R-7")
    private String id = "";

    Show(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      Api api = tools.api();
      RequestView view = fetch(api, id);
      tools.printer().one(view, RequestLines.all(view, tools.times(api)));
      return Exit.OK;
    }
  }

  @Command(
      name = "cancel",
      description = "Withdraw one of yours that is still open.",
      footer = {"", "Example:", "  hoist request cancel R-7"})
  static final class Cancel implements Callable<Integer> {
    private final Tools tools;

    @Parameters(paramLabel = "ID", description = "R-7")
    private String id = "";

    Cancel(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      String request = Tools.id('R', id);
      tools.api().post(Routes.with(Routes.WITHDRAW, request), Map.of());
      tools.done(request + " is withdrawn.");
      return Exit.OK;
    }
  }

  @Command(
      name = "wait",
      description = "Wait until it is granted; a change of policy, until it is in force.",
      footer = {
        "",
        "Exit codes: 0 granted or in force, 80 denied by policy, 81 by a person, 82 still",
        "pending, 83 over, 84 the target could not be reached.",
        "",
        "Example:",
        "  hoist request wait R-7 --wait 10m && hoist psql orders-demo"
      })
  static final class Wait implements Callable<Integer> {
    private final Tools tools;

    @Parameters(paramLabel = "ID", description = "R-7")
    private String id = "";

    @Mixin private WaitOptions wait = new WaitOptions();

    Wait(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      Api api = tools.api();
      RequestView view =
          new Waiting(tools.shell(), api).untilActive(fetch(api, id), wait.patience());
      tools.shell().say(Progress.granted(view, tools.times(api)));
      tools.printer().one(view, RequestLines.all(view, tools.times(api)));
      return Exit.OK;
    }
  }
}
