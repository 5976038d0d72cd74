package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.client.Query;
import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Table;
import dev.hoist.cli.show.Times;
import dev.hoist.wire.Json;
import dev.hoist.wire.KillRequest;
import dev.hoist.wire.KillView;
import dev.hoist.wire.RecordingCheck;
import dev.hoist.wire.RequestState;
import dev.hoist.wire.Routes;
import dev.hoist.wire.SearchView;
import dev.hoist.wire.SessionHit;
import dev.hoist.wire.SessionView;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;

/** {@code hoist session}. */
@Command(
    name = "session",
    description = "Sessions through the gateway, live and past, and their recordings.",
    subcommands = {
      SessionCommand.Ls.class,
      SessionCommand.Show.class,
      SessionCommand.Replay.class,
      SessionCommand.Search.class,
      SessionCommand.Kill.class
    },
    footer = {"", "Example:", "  hoist session replay S-7"})
final class SessionCommand {
  private static String none(String what, boolean all, String command) {
    return all
        ? what + "."
        : what
            + " among your own; everybody's, for administrators: hoist session "
            + command
            + " --all";
  }

  /** A recording that is not the one that was kept proves nothing, and says so loudly (85). */
  private static void refuseAltered(SessionView view) {
    if (view.check().filter(RecordingCheck.ALTERED::equals).isPresent()) {
      throw new Failure(
          Exit.VERIFICATION_FAILED,
          view.problem().map(Clean::line).orElse("the recording of " + view.id() + " was altered"),
          "keep the file, and check the audit log with: hoist audit verify");
    }
  }

  private static String scoped(String route, boolean all) {
    return all ? Query.with(route, "scope", "all") : route;
  }

  @Command(
      name = "ls",
      description = "List your sessions, or with --all everybody's, the latest first.",
      footer = {"", "Example:", "  hoist session ls --live"})
  static final class Ls implements Callable<Integer> {
    private final Tools tools;

    @Option(names = "--live", description = "Only those that go on.")
    private boolean live;

    @Option(
        names = {"-a", "--all"},
        description = "Everybody's; for administrators.")
    private boolean all;

    Ls(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      Api api = tools.api();
      List<SessionView> found =
          api.list(scoped(Routes.SESSIONS, all), SessionView.class).stream()
              .filter(s -> !live || s.endedAt().isEmpty())
              .toList();
      tools.printer().list(found, table(tools.times(api)), none("No sessions", all, "ls"));
      return Exit.OK;
    }

    private static Table<SessionView> table(Times times) {
      return new Table<SessionView>()
          .column("SESSION", SessionView::id)
          .column("WHO", SessionView::user)
          .column("WHAT", s -> s.target() + "/" + s.role())
          .column("GRANT", SessionView::grant)
          .column("STARTED", s -> times.show(s.startedAt()))
          .column("ENDED", s -> s.endedAt().map(times::show).orElse("live"))
          .column("STATEMENTS", s -> s.statements().map(String::valueOf).orElse(""))
          .column("WHY", s -> s.why().orElse(""));
    }
  }

  @Command(
      name = "show",
      description = "Everything about one.",
      footer = {"", "Example:", "  hoist session show S-7"})
  static final class Show implements Callable<Integer> {
    private final Tools tools;

    @Parameters(paramLabel = "ID", description = "S-7")
    private String id = "";

    Show(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      Api api = tools.api();
      SessionView view = api.get(Routes.with(Routes.SESSION, Tools.id('S', id)), SessionView.class);
      tools.printer().one(view, lines(view, tools.times(api)));
      refuseAltered(view);
      return Exit.OK;
    }

    private static List<String> lines(SessionView s, Times times) {
      List<String> lines = new ArrayList<>();
      lines.add(
          Clean.line(
              "%s  %s on %s/%s under %s"
                  .formatted(s.id(), s.user(), s.target(), s.role(), s.grant())));
      lines.add("with        " + Clean.line(s.client() + " from " + s.from()));
      lines.add("started     " + times.show(s.startedAt()));
      lines.add(
          "ended       "
              + s.endedAt().map(times::show).orElse("not yet")
              + s.why().map(why -> ", " + Clean.line(why)).orElse(""));
      s.statements().ifPresent(n -> lines.add("statements  " + n));
      s.bytesIn().ifPresent(n -> lines.add("bytes in    " + n));
      s.bytesOut().ifPresent(n -> lines.add("bytes out   " + n));
      s.check().ifPresent(check -> lines.add("recording   " + recording(check, s)));
      return lines;
    }

    private static String recording(RecordingCheck check, SessionView s) {
      String digest = "sha256 " + s.recording().map(Clean::line).orElse("");
      return switch (check) {
        case LIVE -> "being written; there is no digest to compare yet";
        case INTACT -> digest + ", as the audit log has it";
        case ALTERED -> "ALTERED: it is not what the audit log has";
        case NO_DIGEST ->
            "the audit log has no digest: it could not be read when the session ended";
      };
    }
  }

  @Command(
      name = "replay",
      description = "What was done in it, statement by statement.",
      footer = {
        "",
        "With -o json, the recording's own lines as they are stored.",
        "",
        "Example:",
        "  hoist session replay S-7",
        "  hoist session replay S-7 --speed 4     as it happened, four times as fast"
      })
  static final class Replay implements Callable<Integer> {
    private final Tools tools;

    @Parameters(paramLabel = "ID", description = "S-7")
    private String id = "";

    @Option(
        names = "--speed",
        paramLabel = "N",
        description = "Keep the pauses, N times as fast; left out: all at once.")
    private Optional<Double> speed = Optional.empty();

    Replay(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
      if (speed.filter(s -> !(s > 0)).isPresent()) {
        throw Failure.usage("--speed " + speed.get() + " is not more than zero", "for example 2");
      }
      Api api = tools.api();
      String session = Tools.id('S', id);
      SessionView view = api.get(Routes.with(Routes.SESSION, session), SessionView.class);
      refuseAltered(view);
      view.check().ifPresent(check -> tellUnchecked(session, check));
      String path = Routes.with(Routes.RECORDING, session);
      try (BufferedReader lines = Tools.utf8(api.open(path, "*/*"))) {
        switch (tools.globals().format()) {
          case TABLE -> new RecordingPlayer(tools.shell(), speed).play(lines);
          case JSON -> lines.lines().forEach(tools.shell()::print);
          case YAML -> lines.lines().forEach(line -> tools.printer().item(entry(line)));
        }
      }
      return Exit.OK;
    }

    /** A line as it was cut off by a crash is shown as it is. */
    private static Object entry(String line) {
      try {
        return Json.responses().readTree(line);
      } catch (JacksonException e) {
        return line;
      }
    }

    private void tellUnchecked(String session, RecordingCheck check) {
      switch (check) {
        case LIVE ->
            tools
                .shell()
                .say(session + " is still live: there is no digest to compare its recording with.");
        case NO_DIGEST ->
            tools.shell().say("! the audit log has no digest of the recording of " + session);
        case INTACT, ALTERED -> {}
      }
    }
  }

  @Command(
      name = "search",
      description =
          "Find statements in the recordings of your sessions, or with --all of everybody's.",
      footer = {"", "Example:", "  hoist session search 'delete from refunds'"})
  static final class Search implements Callable<Integer> {
    private final Tools tools;

    @Parameters(paramLabel = "TEXT", description = "What the statement contains.")
    private String text = "";

    @Option(
        names = {"-a", "--all"},
        description = "In everybody's; for administrators.")
    private boolean all;

    Search(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      Api api = tools.api();
      List<SessionHit> hits = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      search(api, hits, refused);
      Times times = tools.times(api);
      var table =
          new Table<SessionHit>()
              .column("SESSION", SessionHit::session)
              .column("WHO", SessionHit::user)
              .column("TARGET", SessionHit::target)
              .column("WHEN", h -> times.show(h.startedAt().plusMillis(h.t())))
              .column("STATEMENT", SessionHit::text);
      tools.printer().list(hits, table, none("Nothing found", all, "search TEXT"));
      refused.forEach(problem -> tools.shell().say("✗ " + Clean.line(problem)));
      if (!refused.isEmpty()) {
        throw new Failure(
            Exit.VERIFICATION_FAILED,
            refused.size() + " of the recordings could not be searched",
            "keep the files, and check the audit log with: hoist audit verify");
      }
      return Exit.OK;
    }

    private void search(Api api, List<SessionHit> hits, List<String> refused) {
      String first = Query.with(scoped(Routes.SESSION_SEARCH, all), "q", text);
      Optional<String> cursor = Optional.empty();
      do {
        String path = cursor.map(c -> Query.with(first, "cursor", c)).orElse(first);
        SearchView part = api.get(path, SearchView.class);
        hits.addAll(part.items());
        refused.addAll(part.refused());
        cursor = part.next();
      } while (cursor.isPresent() && hits.size() < 10_000);
    }
  }

  @Command(
      name = "kill",
      description = {
        "Cut a live session now, and revoke its grant, so that it is not opened again.",
        "Waits until the removal was read back from the target."
      },
      footer = {
        "",
        "Example:",
        "  hoist session kill S-7 --reason \"wrong table\"",
        "  hoist session kill S-7 --reason \"hangs\" --keep-grant"
      })
  static final class Kill implements Callable<Integer> {
    private final Tools tools;

    @Parameters(paramLabel = "ID", description = "S-7")
    private String id = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    @Option(names = "--keep-grant", description = "Only cut the session; its grant goes on.")
    private boolean keepGrant;

    Kill(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      String session = Tools.id('S', id);
      KillView view =
          tools
              .api()
              .post(
                  Routes.with(Routes.KILL, session),
                  new KillRequest(reason, keepGrant),
                  KillView.class);
      String cut =
          view.killed()
              ? String.format(Locale.ROOT, "Cut in %.1fs.", view.cutMillis() / 1000.0)
              : session + " had ended already.";
      if (view.debt().isPresent()) {
        tools.done(cut);
        throw new Failure(
            Exit.TARGET_UNREACHABLE,
            view.grant() + " is revoked, but its removal is not proved: " + view.debt().get(),
            "hoist goes on trying; see: hoist status --all");
      }
      tools.done(cut + " " + grant(view));
      return Exit.OK;
    }

    private String grant(KillView view) {
      if (view.state() == RequestState.ENDED) {
        return "Grant " + view.grant() + " revoked; what it gave is removed and verified absent.";
      }
      return keepGrant
          ? "Grant " + view.grant() + " goes on."
          : "Grant " + view.grant() + " is being revoked; see: hoist status --all";
    }
  }
}
