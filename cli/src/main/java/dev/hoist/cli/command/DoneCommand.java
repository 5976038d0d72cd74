package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.show.Clean;
import dev.hoist.wire.GrantView;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hoist done}. */
@Command(
    name = "done",
    description = "Give a grant back before its time.",
    footer = {"", "Example:", "  hoist done", "  hoist done G-7"})
final class DoneCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "G-7; not needed when there is one.")
  private Optional<String> id = Optional.empty();

  DoneCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    Api api = tools.api();
    String grant = id.map(text -> Tools.id('G', text)).orElseGet(() -> onlyOne(api));
    api.post(Routes.with(Routes.DONE, grant), Map.of());
    tools.done(grant + " is given back; its sessions end now.");
    return Exit.OK;
  }

  private static String onlyOne(Api api) {
    List<GrantView> live =
        api.list(Routes.GRANTS, GrantView.class).stream()
            .filter(g -> g.state() == RequestState.ACTIVE)
            .toList();
    if (live.size() == 1) {
      return live.getFirst().id();
    }
    throw live.isEmpty()
        ? Failure.error("you have no grant to give back", "")
        : Failure.usage(
            "you have " + live.size() + " grants",
            "name one: "
                + live.stream()
                    .map(g -> g.id() + " (" + Clean.line(g.target() + "/" + g.role()) + ")")
                    .collect(Collectors.joining(", ")));
  }
}
