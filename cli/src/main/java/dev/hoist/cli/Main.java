package dev.hoist.cli;

import dev.hoist.cli.base.Shell;

/** Where the hoist command starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Hoist.run(Shell.system(), args));
  }
}
