package dev.hoist.app;

import dev.hoist.app.demo.DemoCommand;
import dev.hoist.cli.Hoist;
import dev.hoist.cli.base.Shell;
import dev.hoist.policy.HoistPolicyLoader;
import java.time.InstantSource;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The commands that run a server; every other command is the CLI's. Checking policy is too, but it
 * is done here, where the kinds of target are at hand: what passes the check must load.
 */
@Command(
    name = "hoist",
    subcommands = {UpCommand.class, DemoCommand.class},
    synopsisSubcommandLabel = "(up | demo)",
    description = "Run a hoist server.")
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    // Tomcat tells of its own start and end by java.util.logging; nobody needs to read that.
    Logger.getLogger("").setLevel(Level.WARNING);
    if (arguments.length > 0 && arguments[0].equals("policy")) {
      var policies = new HoistPolicyLoader(new PolicyKinds(), InstantSource.system());
      System.exit(Hoist.run(Shell.system(), policies, arguments));
    }
    if (List.of(arguments).contains("--tour")) {
      System.setProperty("hoist.log", "warn"); // the story is told on the same terminal
    }
    var line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(Main::failed);
    System.exit(line.execute(arguments));
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    line.getErr().println("hoist: " + StartException.words(e));
    return 1;
  }
}
