package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.show.Printer;
import dev.hoist.cli.show.Times;
import dev.hoist.policy.Reading;
import dev.hoist.policy.diff.Reachable;
import dev.hoist.policy.replay.Replay;
import dev.hoist.policy.replay.Turn;
import dev.hoist.policy.replay.Turned;
import dev.hoist.policy.source.Durations;
import dev.hoist.wire.PolicyFilesView;
import dev.hoist.wire.Routes;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hoist policy simulate}. */
@Command(
    name = "simulate",
    description = "Decide past requests again under changed policy files.",
    footer = {
      "",
      "Every request since then is decided again here, on the facts of then, and what comes out",
      "otherwise, be it only on other terms (approvals, limits, what is asked, what follows), is",
      "told with the clause or the terms that make the difference; then who can reach what that",
      "they could not, or no longer. Nothing is changed. The decisions are the server's, which",
      "gives administrators all of them and owners of policy files those about the targets in their",
      "files, and keeps that in the audit log; with --save they go to a file that works without a",
      "server: --from.",
      "",
      "Example:",
      "  hoist policy simulate policy/ --since 90d"
    })
final class PolicySimulateCommand implements Callable<Integer> {
  private static final int MOST_LINES = 50;
  private static final String UNKNOWN =
      "whether a reason or a ticket was asked for is unknown, as these decisions do not hold it";

  private final Tools tools;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PATH",
      description = "The changed policy; left out: the policy of the server on this machine.")
  private Optional<Path> changed = Optional.empty();

  @Option(names = "--since", paramLabel = "T", description = "How far back: 12h, 90d, the default.")
  private String since = "90d";

  @Option(names = "--from", paramLabel = "FILE", description = "Decisions that --save wrote.")
  private Optional<Path> from = Optional.empty();

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Keep the server's decisions in a file, and the policy in force.")
  private Optional<Path> save = Optional.empty();

  PolicySimulateCommand(Tools tools) {
    this.tools = tools;
  }

  /** What is printed for programs. */
  record View(
      int requests, Map<Turn, Integer> counts, List<Turned> turned, List<Reachable> reach) {}

  @Override
  public Integer call() {
    Path path = changed.orElseGet(() -> tools.shell().dataFolder().resolve("policy"));
    PolicySets.Read after = PolicySets.readAll(path, tools.policies());
    try (var rerun = new Rerun(after.bound().book())) {
      return simulate(after, rerun);
    }
  }

  private int simulate(PolicySets.Read after, Rerun rerun) {
    Optional<PolicyFilesView> before;
    Times times;
    if (from.isPresent()) {
      times = new Times(tools.shell().zone(), tools.shell().clock().instant());
      Instant since = moment(times.now());
      before = PastSource.read(from.get(), (line, where) -> rerun.add(line, where, since));
    } else {
      Api api = tools.api();
      times = tools.times(api);
      before = Optional.of(api.get(Routes.POLICY_FILES, PolicyFilesView.class));
      fetch(api, moment(api.now()), before.get(), rerun);
    }
    Replay.Result result = rerun.result();
    List<Reachable> reach = before.map(b -> reach(b, after, rerun.people())).orElse(List.of());
    View view = new View(result.requests(), result.counts(), result.turned(), reach);
    tools.printer().one(view, lines(view, times));
    return Exit.OK;
  }

  private Instant moment(Instant now) {
    try {
      Optional<Duration> back = Durations.parse(since);
      return back.isPresent()
          ? now.minus(back.get())
          : LocalDate.parse(since).atStartOfDay(tools.shell().zone()).toInstant();
    } catch (DateTimeException | ArithmeticException e) {
      throw Failure.usage(
          "--since is " + Durations.FORM + ", or a day", "write it like 90d or 2026-09-01");
    }
  }

  private void fetch(Api api, Instant since, PolicyFilesView before, Rerun rerun) {
    if (save.isEmpty()) {
      PastSource.read(api, since, line -> rerun.add(line, PastSource.SERVER, Instant.MIN));
      return;
    }
    try (BufferedWriter out = ours(save.get())) {
      write(out, Printer.jsonLine(before));
      PastSource.read(
          api,
          since,
          line -> {
            write(out, line);
            rerun.add(line, PastSource.SERVER, Instant.MIN);
          });
    } catch (IOException | UncheckedIOException e) {
      throw Failure.error(save.get() + " cannot be written: " + e.getMessage(), "");
    }
  }

  /** Nobody else can read it: it tells what people wrote as their reasons. */
  private static BufferedWriter ours(Path file) throws IOException {
    Files.deleteIfExists(file);
    var permissions = PosixFilePermissions.fromString("rw-------");
    Files.createFile(file, PosixFilePermissions.asFileAttribute(permissions));
    return Files.newBufferedWriter(file);
  }

  private static void write(BufferedWriter out, String line) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Reachable> reach(
      PolicyFilesView before, PolicySets.Read after, Map<String, Set<String>> people) {
    var inForce = new InForce(before);
    inForce
        .partly("Decisions about other targets are not looked at; other files count as unchanged.")
        .ifPresent(tools.shell()::say);
    Optional<Reading.Bound> bound = inForce.with(after.files(), tools.policies());
    if (bound.isEmpty()) {
      tools.shell().say("! Who can reach what is not told: what is in force cannot be read here.");
    }
    return bound.map(b -> Reachable.between(b, after.bound(), people)).orElse(List.of());
  }

  private static List<String> lines(View view, Times times) {
    List<String> lines = new ArrayList<>(List.of(summary(view)));
    view.turned().stream().limit(MOST_LINES).forEach(t -> lines.add(line(t, times)));
    int asKept = view.counts().getOrDefault(Turn.SAME_AS_KEPT, 0);
    int turned = view.requests() - view.counts().getOrDefault(Turn.SAME, 0) - asKept;
    if (turned > MOST_LINES) {
      lines.add("  … and " + (turned - MOST_LINES) + " more; see them with -o json");
    }
    if (asKept > 0) {
      lines.add("  same as far as kept: " + UNKNOWN);
    }
    view.reach().forEach(reach -> lines.add(line(reach)));
    return lines;
  }

  private static String summary(View view) {
    String counts =
        view.counts().entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey().words())
            .collect(Collectors.joining(" · "));
    return view.requests()
        + (view.requests() == 1 ? " past request" : " past requests")
        + (counts.isEmpty() ? "" : ": " + counts);
  }

  private static String line(Turned t, Times times) {
    String what = t.who() + " → " + t.target() + "/" + t.role() + ", " + times.show(t.at());
    return "  " + t.turn().words() + "  " + what + " (" + t.was() + "): " + t.why();
  }

  private static String line(Reachable r) {
    String turned =
        Stream.concat(r.gained().stream().map(n -> "+" + n), r.lost().stream().map(n -> "-" + n))
            .collect(Collectors.joining(", "));
    String people = r.is() + (r.is() == 1 ? " person" : " people");
    return "  who can reach "
        + (r.target() + "/" + r.role())
        + (": " + people + " (was " + r.was() + "): ")
        + turned;
  }
}
