package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.client.Api;
import dev.hoist.wire.RevocationsRequest;
import dev.hoist.wire.RevocationsView;
import dev.hoist.wire.RevokeRequest;
import dev.hoist.wire.Routes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hoist revoke}. */
@Command(
    name = "revoke",
    description = "End a grant, all grants of a user, or all grants on a target, now.",
    footer = {
      "",
      "Example:",
      "  hoist revoke G-7 --reason \"wrong table\"",
      "  hoist revoke --user ana --reason \"laptop stolen\""
    })
final class RevokeCommand implements Callable<Integer> {
  private final Tools tools;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what = new What();

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  /** Which grants; exactly one of them is given. */
  static final class What {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "G-7")
    private Optional<String> id = Optional.empty();

    @Option(names = "--user", paramLabel = "USER", description = "All grants of this user.")
    private Optional<String> user = Optional.empty();

    @Option(names = "--target", paramLabel = "TARGET", description = "All grants on this target.")
    private Optional<String> target = Optional.empty();
  }

  RevokeCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    Api api = tools.api();
    if (what.id.isPresent()) {
      String grant = Tools.id('G', what.id.get());
      api.post(Routes.with(Routes.REVOKE, grant), new RevokeRequest(reason));
      tools.done(grant + " is revoked; its sessions are cut.");
      return Exit.OK;
    }
    List<String> ended =
        api.post(
                Routes.REVOCATIONS,
                new RevocationsRequest(what.user, what.target, reason),
                RevocationsView.class)
            .grants();
    tools.done(
        ended.isEmpty() ? "There was no live grant." : "Revoked: " + String.join(", ", ended));
    return Exit.OK;
  }
}
