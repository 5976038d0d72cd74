package dev.hoist.cli;

import dev.hoist.cli.base.Shell;
import dev.hoist.cli.warmup.Warmup;
import java.io.IOException;

/** Where the hoist command starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 1 && args[0].equals("warm-up")) {
      Warmup.run();
      return;
    }
    System.exit(Hoist.run(Shell.system(), args));
  }
}
