package dev.hoist.app;

import dev.hoist.app.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that run a server; every other command is the CLI's. */
@Command(
    name = "hoist",
    subcommands = {UpCommand.class, DemoCommand.class},
    synopsisSubcommandLabel = "(up | demo)",
    description = "Run a hoist server.")
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    // What a server says about itself goes to people, and to stderr.
    System.setProperty("org.jboss.logging.provider", "slf4j");
    System.setProperty("java.awt.headless", "true");
    var line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(Main::failed);
    System.exit(line.execute(arguments));
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    line.getErr().println("hoist: " + StartException.words(e));
    return 1;
  }
}
