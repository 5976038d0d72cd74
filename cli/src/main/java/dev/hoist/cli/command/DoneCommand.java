package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.client.Api;
import dev.hoist.wire.EndView;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hoist done}. */
@Command(
    name = "done",
    description = "Give a grant back before its time.",
    footer = {"", "Example:", "  hoist done", "  hoist done G-7"})
final class DoneCommand implements Callable<Integer> {
  /** {@link EndView#cause()} of what its holder gave back. */
  private static final String GIVEN_BACK = "done";

  private final Tools tools;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "G-7; not needed when there is one.")
  private Optional<String> id = Optional.empty();

  DoneCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    Api api = tools.api();
    String grant =
        id.map(text -> Tools.id('G', text))
            .orElseGet(() -> OwnGrants.pick(api, id, "give back").id());
    RequestView view = api.post(Routes.with(Routes.DONE, grant), Map.of(), RequestView.class);
    Optional<EndView> before = view.end().filter(end -> !end.cause().equals(GIVEN_BACK));
    tools.done(
        before.isPresent()
            ? grant + " had ended before: " + before.get().cause() + "."
            : grant + " is given back; its sessions end now.");
    return Exit.OK;
  }
}
