package dev.hoist.bench.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Waits for a server that was just started. */
final class Wait {
  private static final int TRIES = 100;

  private Wait() {}

  static void forPort(int port) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    throw new IOException("nothing listens on port " + port);
  }
}
