package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.show.Times;
import dev.hoist.wire.ExtendRequest;
import dev.hoist.wire.ExtensionView;
import dev.hoist.wire.GrantView;
import dev.hoist.wire.LimitsView;
import dev.hoist.wire.Routes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hoist extend}. */
@Command(
    name = "extend",
    description = "Get more time for a grant, as far as its rule allows.",
    footer = {"", "Example:", "  hoist extend", "  hoist extend G-7 --for 30m"})
final class ExtendCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "G-7; not needed when there is one.")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How much longer: 30m, 1h30m. Left out: as much as policy allows at a time.")
  private Optional<Duration> length = Optional.empty();

  ExtendCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    Api api = tools.api();
    GrantView grant = OwnGrants.pick(api, id.map(text -> Tools.id('G', text)), "extend");
    // Counted from what was seen, so that this call has one effect however often it arrives.
    var more = new ExtendRequest(grant.extensions() + 1, length);
    GrantView longer = api.post(Routes.with(Routes.EXTEND, grant.id()), more, GrantView.class);
    Times times = tools.times(api);
    tools.done(
        "%s goes on until %s (%s left). %s"
            .formatted(
                longer.id(),
                times.show(longer.until()),
                times.left(longer.until()),
                again(longer)));
    return Exit.OK;
  }

  private static String again(GrantView grant) {
    int most = grant.limits().flatMap(LimitsView::extension).map(ExtensionView::times).orElse(0);
    int left = Math.max(0, most - grant.extensions());
    return switch (left) {
      case 0 -> "That was the last extension.";
      case 1 -> "It can be extended once more.";
      default -> "It can be extended " + left + " times more.";
    };
  }
}
