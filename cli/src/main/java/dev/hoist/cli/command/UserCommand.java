package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Table;
import dev.hoist.cli.show.Times;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.wire.NewUser;
import dev.hoist.wire.Routes;
import dev.hoist.wire.UserView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hoist user}. */
@Command(
    name = "user",
    description = "Local users; for administrators.",
    subcommands = {UserCommand.Add.class, UserCommand.Ls.class, UserCommand.Disable.class},
    footer = {"", "Example:", "  hoist user add ana --group sre"})
final class UserCommand {

  @Command(
      name = "add",
      description = "Make a user.",
      footer = {
        "",
        "Example:",
        "  hoist user add ana --group sre --group payments",
        "  hoist user add bot --password-stdin < password-file"
      })
  static final class Add implements Callable<Integer> {
    private final Tools tools;

    @Parameters(paramLabel = "NAME", description = "How they log in.")
    private String name = "";

    @Option(names = "--admin", description = "An administrator.")
    private boolean admin;

    @Option(
        names = {"-g", "--group"},
        paramLabel = "GROUP",
        description = "A group they are in; may be repeated.")
    private List<String> groups = List.of();

    @Option(names = "--password-stdin", description = "Read the password from standard input.")
    private boolean fromInput;

    Add(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      Api api = tools.api();
      Secret password = tools.password(fromInput, "Password for " + Clean.line(name, 60) + ": ");
      if (!fromInput && !tools.password(false, "The same again: ").equals(password)) {
        throw Failure.usage("the two passwords differ", "try again");
      }
      UserView view =
          api.post(
              Routes.USERS,
              new NewUser(name, password.reveal(), admin, Optional.of(groups)),
              UserView.class);
      tools.done(view.name() + " can log in now.");
      return Exit.OK;
    }
  }

  @Command(
      name = "ls",
      description = "List them.",
      footer = {"", "Example:", "  hoist user ls -o yaml"})
  static final class Ls implements Callable<Integer> {
    private final Tools tools;

    Ls(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      Api api = tools.api();
      Times times = tools.times(api);
      var table =
          new Table<UserView>()
              .column("USER", UserView::name)
              .column("KIND", UserView::kind)
              .column("ADMIN", u -> u.admin() ? "yes" : "")
              .column("GROUPS", u -> String.join(", ", u.groups()))
              .column("SINCE", u -> times.show(u.createdAt()))
              .column("DISABLED", u -> times.show(u.disabledAt()));
      tools.printer().list(api.list(Routes.USERS, UserView.class), table, "No users.");
      return Exit.OK;
    }
  }

  @Command(
      name = "disable",
      description = "Let a user do nothing any more; their grants and sessions end now.",
      footer = {"", "Example:", "  hoist user disable ana"})
  static final class Disable implements Callable<Integer> {
    private final Tools tools;

    @Parameters(paramLabel = "NAME", description = "As hoist user ls shows it.")
    private String name = "";

    Disable(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      tools.api().post(path(), Map.of());
      tools.done(name + " is disabled.");
      return Exit.OK;
    }

    private String path() {
      try {
        return Routes.with(Routes.DISABLE_USER, name);
      } catch (IllegalArgumentException e) {
        throw Failure.usage(
            "'" + Clean.line(name, 40) + "' cannot be a user's name", "see: hoist user ls");
      }
    }
  }
}
