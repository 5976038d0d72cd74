package dev.hoist.cli.command;

import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.show.Clean;
import dev.hoist.wire.GrantView;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.Routes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of someone's own active grants a command is about. */
final class OwnGrants {
  private OwnGrants() {}

  /**
   * The one that was named; the only one there is when none was.
   *
   * @param todo what is to be done with it, for messages: {@code give back}
   */
  static GrantView pick(Api api, Optional<String> id, String todo) {
    List<GrantView> live =
        api.list(Routes.GRANTS, GrantView.class).stream()
            .filter(g -> g.state() == RequestState.ACTIVE)
            .filter(g -> id.isEmpty() || id.get().equals(g.id()))
            .toList();
    if (live.size() == 1) {
      return live.getFirst();
    }
    if (id.isPresent()) {
      throw Failure.error("you have no active grant " + id.get(), "see yours with: hoist status");
    }
    throw live.isEmpty()
        ? Failure.error("you have no grant to " + todo, "")
        : Failure.usage(
            "you have " + live.size() + " grants",
            "name one: "
                + live.stream()
                    .map(g -> g.id() + " (" + Clean.line(g.target() + "/" + g.role()) + ")")
                    .collect(Collectors.joining(", ")));
  }
}
