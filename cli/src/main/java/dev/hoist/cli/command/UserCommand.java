package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Table;
import dev.hoist.cli.show.Times;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.wire.NewPassword;
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
    description = "Local users; for administrators, except for one's own password.",
    subcommands = {
      UserCommand.Add.class,
      UserCommand.Ls.class,
      UserCommand.Passwd.class,
      UserCommand.Disable.class
    },
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
      Secret password =
          tools.newPassword(fromInput, "First password for " + Clean.line(name, 60) + ": ");
      UserView view =
          api.post(
              Routes.USERS,
              new NewUser(name, password.reveal(), admin, Optional.of(groups)),
              UserView.class);
      tools.done(
          view.name() + " can log in now, and has to set a password of their own before all else.");
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
              .column("MADE BY", u -> u.addedBy().orElse(""))
              .column("PASSWORD", u -> u.held() ? "not their own yet" : "")
              .column("DISABLED", u -> times.show(u.disabledAt()));
      tools.printer().list(api.list(Routes.USERS, UserView.class), table, "No users.");
      return Exit.OK;
    }
  }

  @Command(
      name = "passwd",
      description = {
        "Change your own password; your other logins end.",
        "With NAME, give somebody else one: their logins end, and they can do nothing before they",
        "replaced it."
      },
      footer = {
        "",
        "With --password-stdin the first line is the password that you have (left out with NAME),",
        "and the next one the new password.",
        "",
        "Example:",
        "  hoist user passwd",
        "  hoist user passwd ana"
      })
  static final class Passwd implements Callable<Integer> {
    private final Tools tools;

    @Parameters(
        arity = "0..1",
        paramLabel = "NAME",
        description = "Somebody else; for administrators.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--password-stdin", description = "Read the passwords from standard input.")
    private boolean fromInput;

    Passwd(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      name.ifPresentOrElse(this::give, this::change);
      return Exit.OK;
    }

    private void change() {
      Api api = tools.api();
      OwnPassword.change(
          tools, api, tools.password(fromInput, "The password you have: "), fromInput);
    }

    private void give(String somebody) {
      Api api = tools.api();
      String path = path(Routes.USER_PASSWORD, somebody);
      Secret fresh =
          tools.newPassword(fromInput, "New password for " + Clean.line(somebody, 60) + ": ");
      api.post(path, new NewPassword(fresh.reveal()), UserView.class);
      tools.done(somebody + " has to set a password of their own before all else.");
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
      tools.api().post(path(Routes.DISABLE_USER, name), Map.of());
      tools.done(name + " is disabled.");
      return Exit.OK;
    }
  }

  private static String path(String route, String name) {
    try {
      return Routes.with(route, name);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(
          "'" + Clean.line(name, 40) + "' cannot be a user's name", "see: hoist user ls");
    }
  }
}
