package dev.hoist.cli;

import dev.hoist.cli.base.Shell;
import dev.hoist.cli.client.HeadStart;

/** Where the hoist command starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    HeadStart.begin();
    System.exit(Hoist.run(Shell.system(), args));
  }
}
