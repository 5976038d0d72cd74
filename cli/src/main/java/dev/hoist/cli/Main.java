package dev.hoist.cli;

import dev.hoist.cli.base.Shell;
import dev.hoist.cli.client.HeadStart;

/** Where the hoist command starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Shell shell = Shell.system();
    HeadStart.begin(shell, args);
    int exit = Hoist.run(shell, args);
    HeadStart.end();
    System.exit(shell.written(exit));
  }
}
