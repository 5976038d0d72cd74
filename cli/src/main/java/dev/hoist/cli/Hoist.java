package dev.hoist.cli;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.base.Format;
import dev.hoist.cli.base.Globals;
import dev.hoist.cli.base.Shell;
import dev.hoist.cli.command.Commands;
import dev.hoist.cli.command.Tools;
import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Lengths;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.policy.kinds.KindChecks;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line as a whole: what all commands share, and how failures come out. */
@Command(
    name = "hoist",
    synopsisHeading = "Usage: ",
    description = {
      "",
      "Elevated privileges, just in time: asked for, approved, recorded, taken back."
    },
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Example:",
      "  hoist psql orders-demo --role fix --for 20m --reason \"order 8812\""
    })
public final class Hoist {
  private static final int WIDTH = 100;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Which login to use; see hoist context ls.")
  private Optional<String> context = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description = "How to print data: ${COMPLETION-CANDIDATES}.")
  private Format format = Format.TABLE;

  @Option(names = "--no-input", scope = ScopeType.INHERIT, description = "Never ask anything.")
  private boolean noInput;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  void help(boolean asked) {
    // picocli shows the help by itself when it is asked for
  }

  private final Shell shell;
  private final Tools tools;

  private Hoist(Shell shell, HoistPolicyLoader policies) {
    this.shell = shell;
    this.tools = new Tools(shell, policies, () -> new Globals(context, format, !noInput));
  }

  /** Runs one command line and gives its exit code. */
  public static int run(Shell shell, String... args) {
    return run(shell, new HoistPolicyLoader(KindChecks.none(), shell.clock()), args);
  }

  /** The same, with a loader that knows the kinds of target, so that it checks what they check. */
  public static int run(Shell shell, HoistPolicyLoader policies, String... args) {
    var hoist = new Hoist(shell, policies);
    String[] given = args.length == 0 ? new String[] {"--help"} : args;
    if (given.length == 1 && given[0].equals("--version")) {
      given = new String[] {"version"};
    }
    return hoist.commandLine(only(given)).execute(given);
  }

  /** The whole command line, for help, completion and tests. */
  public static CommandLine whole(Shell shell) {
    return new Hoist(shell, new HoistPolicyLoader()).commandLine(Optional.empty());
  }

  /** The one command that was asked for: to set up the others would double the time to start. */
  private static Optional<String> only(String[] args) {
    return Optional.of(args[0]).filter(Commands.all()::containsKey);
  }

  private CommandLine commandLine(Optional<String> only) {
    var factory = Commands.factory(tools, () -> whole(shell));
    var line = new CommandLine(this, factory);
    Commands.all()
        .forEach(
            (name, type) -> {
              if (only.isEmpty() || only.get().equals(name)) {
                line.addSubcommand(name, new CommandLine(type, factory));
              }
            });
    return settings(line);
  }

  private CommandLine settings(CommandLine line) {
    line.registerConverter(Duration.class, Hoist::length)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(WIDTH)
        .setUsageHelpAutoWidth(false)
        .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                shell.colors() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler((e, args) -> usage(e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    return line;
  }

  private static Duration length(String text) {
    try {
      return Lengths.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(e.getMessage());
    }
  }

  private int usage(ParameterException e) {
    shell.say("hoist: " + Clean.lines(String.valueOf(e.getMessage())));
    List<String> near =
        CommandLine.UnmatchedArgumentException.class.isInstance(e)
            ? ((CommandLine.UnmatchedArgumentException) e).getSuggestions()
            : List.of();
    if (!near.isEmpty()) {
      shell.say("  did you mean: " + String.join(", ", near));
    }
    shell.say("  see: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return Exit.USAGE;
  }

  private int failed(Exception e) throws Exception {
    if (e instanceof Failure failure) {
      shell.say("hoist: " + Clean.lines(failure.what()));
      if (!failure.next().isEmpty()) {
        shell.say("  " + Clean.lines(failure.next()));
      }
      return failure.exit();
    }
    throw e;
  }
}
