package dev.hoist.cli;

import dev.hoist.cli.base.Shell;
import dev.hoist.cli.client.HeadStart;

/** Where the hoist command starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    HeadStart.begin();
    Shell shell = Shell.system();
    System.exit(shell.written(Hoist.run(shell, args)));
  }
}
