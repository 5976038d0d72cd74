package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.client.Query;
import dev.hoist.cli.show.Lengths;
import dev.hoist.cli.show.Table;
import dev.hoist.wire.OfferView;
import dev.hoist.wire.Routes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hoist ls}. */
@Command(
    name = "ls",
    description = "What you can get, and how: connect, auto, approvals, or no.",
    footer = {"", "Example:", "  hoist ls orders"})
final class LsCommand implements Callable<Integer> {
  private final Tools tools;

  @Parameters(
      arity = "0..1",
      paramLabel = "QUERY",
      description = "Part of a target's or a role's name.")
  private Optional<String> query = Optional.empty();

  LsCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    String path = query.map(q -> Query.with(Routes.OFFERS, "q", q)).orElse(Routes.OFFERS);
    List<OfferView> offers = tools.api().list(path, OfferView.class);
    var table =
        new Table<OfferView>()
            .column("TARGET", OfferView::target)
            .column("ROLE", OfferView::role)
            .column("KIND", OfferView::kind)
            .column("HOW", LsCommand::how)
            .column("MAX", o -> o.max().map(Lengths::show).orElse(""))
            .column("", o -> o.why().orElse(""));
    tools
        .printer()
        .list(
            offers,
            table,
            query
                .map(q -> "Nothing like that for you; all there is: hoist ls")
                .orElse("There is nothing for you here; policy decides, ask its owners."));
    return Exit.OK;
  }

  private static String how(OfferView offer) {
    return switch (offer.how()) {
      case CONNECT -> "connect" + offer.grant().map(g -> " " + g).orElse("");
      case AUTO -> "auto";
      case APPROVAL -> offer.approvals() + (offer.approvals() == 1 ? " approval" : " approvals");
      case NO -> "no";
    };
  }
}
