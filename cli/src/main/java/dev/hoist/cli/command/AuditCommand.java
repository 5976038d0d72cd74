package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Table;
import dev.hoist.cli.show.Times;
import dev.hoist.kernel.audit.verify.Verdict;
import dev.hoist.wire.AuditEntryView;
import dev.hoist.wire.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hoist audit}. */
@Command(
    name = "audit",
    description = "The tamper-evident log of everything that was decided and done.",
    subcommands = {AuditCommand.Verify.class, AuditCommand.Export.class, AuditCommand.Search.class},
    footer = {
      "",
      "Example:",
      "  hoist audit export --out audit.zip && hoist audit verify audit.zip"
    })
final class AuditCommand {

  @Command(
      name = "verify",
      description = "Check a copy of the log, offline: a folder, or an exported zip.",
      footer = {
        "",
        "Exit code 85 when the log is not intact; the first bad entry is named.",
        "The last checkpoint of each log is remembered, so that a fork is noticed, and the server's",
        "own log put back to an older state. A copy may be older than the last look; with --seen not.",
        "",
        "Example:",
        "  hoist audit verify audit.zip --public-key hoist.example.com+3f1c…"
      })
  static final class Verify implements Callable<Integer> {
    private final Tools tools;

    @Parameters(
        arity = "0..1",
        paramLabel = "COPY",
        description = "Folder or zip; left out: the log of the server on this machine.")
    private Optional<Path> copy = Optional.empty();

    @Option(
        names = "--public-key",
        paramLabel = "KEY",
        description = "The log's public key, or a file that holds it; left out: the copy's own.")
    private Optional<String> publicKey = Optional.empty();

    @Option(
        names = "--seen",
        paramLabel = "FILE",
        description = "The checkpoint seen last, which the log must continue; kept up to date.")
    private Optional<Path> seen = Optional.empty();

    Verify(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      Path path = copy.orElseGet(() -> tools.shell().dataFolder().resolve("audit"));
      boolean mayBeOlder = copy.isPresent() && seen.isEmpty();
      var memory = new SeenLogs(tools.shell().stateFolder().resolve("seen"), seen, mayBeOlder);
      return switch (AuditCopy.verify(path, publicKey.map(Verify::key), memory)) {
        case Verdict.Intact intact -> {
          remember(intact, memory);
          yield intact(intact, memory);
        }
        case Verdict.Broken broken -> broken(broken);
      };
    }

    private static String key(String given) {
      Path file = Path.of(given);
      try {
        return Files.isRegularFile(file) ? Files.readString(file).strip() : given.strip();
      } catch (IOException e) {
        throw Failure.error("the public key " + file + " cannot be read", "");
      }
    }

    /** That it cannot be kept must not hide what was found, unless keeping it was asked for. */
    private void remember(Verdict.Intact found, SeenLogs memory) {
      try {
        memory.remember(found);
      } catch (IOException e) {
        String what = "the log is intact, but its checkpoint cannot be remembered: " + e;
        if (seen.isPresent()) {
          throw Failure.error(what, "name another file: --seen FILE");
        }
        tools.shell().say("  " + what);
      }
    }

    private int intact(Verdict.Intact found, SeenLogs memory) {
      var times = new Times(tools.shell().zone(), tools.shell().clock().instant());
      String line =
          "✓ %,d entries, log %s intact, checkpoint signed %s"
              .formatted(found.size(), found.origin(), times.show(found.signedAt()));
      tools.printer().one(found, List.of(line));
      memory
          .newer()
          .ifPresent(
              size ->
                  tools
                      .shell()
                      .say(
                          "  an older copy: %,d entries were seen before, so it was not compared with them"
                              .formatted(size)));
      if (found.ownKey()) {
        tools
            .shell()
            .say(
                "  checked with the key in the copy itself, which proves less; compare it with the"
                    + " key you know: "
                    + Clean.line(found.vkey()));
      }
      return Exit.OK;
    }

    private int broken(Verdict.Broken found) {
      String line =
          "✗ log not intact: the first bad entry is %d (%s: %s)"
              .formatted(found.index(), found.file(), found.why());
      tools.printer().one(found, List.of(line));
      return Exit.VERIFICATION_FAILED;
    }
  }

  @Command(
      name = "export",
      description = "Fetch the log as a zip that can be verified anywhere.",
      footer = {"", "Example:", "  hoist audit export --out audit.zip"})
  static final class Export implements Callable<Integer> {
    private final Tools tools;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "Where to; must not exist yet.")
    private Path out = Path.of("");

    Export(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      if (Files.exists(out)) {
        throw Failure.error(out + " exists already", "name another file, or move it away");
      }
      try (InputStream in = tools.api().open(Routes.AUDIT_EXPORT, "*/*")) {
        save(in);
      } catch (IOException e) {
        throw Failure.error(out + " could not be written whole: " + e.getMessage(), "try again");
      }
      tools.done(out + " holds the log; check it with: hoist audit verify " + out);
      return Exit.OK;
    }

    private void save(InputStream in) throws IOException {
      Path part = out.resolveSibling(out.getFileName() + ".part");
      try {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, out);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  @Command(
      name = "search",
      description = "Find entries, the latest first.",
      footer = {"", "Example:", "  hoist audit search G-7 -o json"})
  static final class Search implements Callable<Integer> {
    private final Tools tools;

    @Parameters(
        arity = "0..1",
        paramLabel = "TEXT",
        description = "What the entry contains; left out: every entry.")
    private Optional<String> text = Optional.empty();

    Search(Tools tools) {
      this.tools = tools;
    }

    @Override
    public Integer call() {
      Api api = tools.api();
      List<AuditEntryView> found =
          api.list(Routes.AUDIT_ENTRIES, AuditEntryView.class).stream()
              .filter(e -> text.map(e.entry().toString()::contains).orElse(true))
              .toList();
      Times times = tools.times(api);
      var table =
          new Table<AuditEntryView>()
              .column("ENTRY", e -> String.valueOf(e.index()))
              .column("AT", e -> at(e.entry(), times))
              .column("WHAT", e -> e.entry().path("type").asString(""))
              .column("", e -> rest(e.entry()));
      tools.printer().list(found, table, "No such entry.");
      return Exit.OK;
    }

    private static String at(JsonNode entry, Times times) {
      try {
        return times.show(Instant.parse(entry.path("at").asString("")));
      } catch (DateTimeParseException e) {
        return "";
      }
    }

    /** What has no column of its own: {@code grant=G-7 role=fix}. */
    private static String rest(JsonNode entry) {
      return entry.properties().stream()
          .filter(field -> !field.getKey().equals("at") && !field.getKey().equals("type"))
          .map(field -> field.getKey() + "=" + words(field.getValue()))
          .collect(Collectors.joining(" "));
    }

    private static String words(JsonNode value) {
      return value.isString() ? value.asString("") : value.toString();
    }
  }
}
