package dev.hoist.cli.command;

import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.show.Clean;
import dev.hoist.wire.PolicyRollback;
import dev.hoist.wire.PolicyVersionView;
import dev.hoist.wire.RequestView;
import dev.hoist.wire.Routes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hoist policy rollback}. */
@Command(
    name = "rollback",
    description = "Propose a policy that was in force before; owners agree as to a push.",
    footer = {"", "Example:", "  hoist policy rollback 3f2a91c07b1e --reason \"locks out sre\""})
final class PolicyRollbackCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(paramLabel = "HASH", description = "As hoist policy log shows it.")
  private String hash = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the owners read it.")
  private Optional<String> reason = Optional.empty();

  @Mixin private WaitOptions wait = new WaitOptions();

  PolicyRollbackCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    Api api = tools.api();
    var wanted = new PolicyRollback(whole(api), reason);
    RequestView view = api.post(Routes.POLICY_ROLLBACKS, wanted, RequestView.class);
    return PolicyPushCommand.opened(tools, api, view, wait, false);
  }

  /** The one hash that begins like this. */
  private String whole(Api api) {
    String begin = hash.strip().toLowerCase(Locale.ROOT);
    if (!begin.matches("[0-9a-f]{6,64}")) {
      throw Failure.usage(
          "'" + Clean.line(hash, 70) + "' is no hash", "give 6 or more of its hex digits");
    }
    List<String> found =
        api.list(Routes.POLICY_VERSIONS, PolicyVersionView.class).stream()
            .map(PolicyVersionView::hash)
            .filter(h -> h.startsWith(begin))
            .distinct()
            .toList();
    if (found.size() != 1) {
      throw Failure.error(
          (found.isEmpty() ? "no" : "more than one") + " policy that was in force begins " + begin,
          "see: hoist policy log");
    }
    return found.getFirst();
  }
}
