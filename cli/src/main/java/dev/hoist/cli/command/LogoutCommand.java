package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.config.Contexts;
import dev.hoist.wire.Routes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hoist logout}. */
@Command(
    name = "logout",
    description = "End this login, here and on the server.",
    footer = {"", "Example:", "  hoist logout --context ana@hoist.example.com"})
final class LogoutCommand implements Callable<Integer> {
  private final Tools tools;

  LogoutCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    Api api = tools.api();
    try {
      api.delete(Routes.LOGIN);
    } catch (Failure e) {
      if (e.exit() != Exit.LOGIN_NEEDED) {
        forget(api);
        throw Failure.error(
            e.what() + "; the token was forgotten here all the same",
            "it ends by itself on the server");
      }
    }
    forget(api);
    tools.done("Logged out of " + api.endpoint().name() + ".");
    return Exit.OK;
  }

  private void forget(Api api) {
    api.endpoint().context().ifPresent(c -> Contexts.of(tools.shell()).forgetToken(c.name()));
  }
}
