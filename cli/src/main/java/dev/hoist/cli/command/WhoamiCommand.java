package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.client.Api;
import dev.hoist.wire.MeView;
import dev.hoist.wire.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hoist whoami}. */
@Command(
    name = "whoami",
    description = "Who you are, as the server sees you.",
    footer = {"", "Example:", "  hoist whoami -o json"})
final class WhoamiCommand implements Callable<Integer> {
  private final Tools tools;

  WhoamiCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    Api api = tools.api();
    MeView me = api.get(Routes.ME, MeView.class);
    List<String> lines = new ArrayList<>();
    lines.add(me.name() + (me.admin() ? ", administrator" : "") + " on " + api.endpoint().name());
    if (!me.standing().isEmpty()) {
      lines.add("stands for  " + String.join(", ", me.standing()));
    }
    lines.add("login ends  " + tools.times(api).show(me.expiresAt()));
    tools.printer().one(me, lines);
    return Exit.OK;
  }
}
