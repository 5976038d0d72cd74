package dev.hoist.app;

/** Stops things in order when the process is asked to stop. */
public final class AtExit {
  private AtExit() {}

  public static void close(AutoCloseable what) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> closeNow(what), "hoist-stop"));
  }

  private static void closeNow(AutoCloseable what) {
    try {
      what.close();
    } catch (Exception e) {
      System.getLogger("hoist").log(System.Logger.Level.WARNING, "while stopping", e);
    }
  }
}
