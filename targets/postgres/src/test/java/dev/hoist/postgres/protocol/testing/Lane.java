package dev.hoist.postgres.protocol.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A socket with a thread that writes in order; reads come in pieces of odd and changing size. */
final class Lane {
  private static final byte[] END = {};
  private static final int[] SIZES = {8192, 1, 5, 4096, 3, 65536, 17};

  private final Socket socket;
  private final LinkedBlockingQueue<byte[]> writes = new LinkedBlockingQueue<>();

  Lane(Socket socket) {
    this.socket = socket;
    Thread.ofVirtual().start(this::writeAll);
  }

  void write(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    if (copy.length > 0) {
      writes.add(copy);
    }
  }

  private void writeAll() {
    try {
      socket.setTcpNoDelay(true);
      for (byte[] next = writes.take(); next.length > 0; next = writes.take()) {
        socket.getOutputStream().write(next);
      }
    } catch (IOException | InterruptedException gone) {
      // The reading side closes, when it has read what was said last.
      return;
    }
    close();
  }

  void read(Consumer<ByteBuffer> bytes, Runnable closed) {
    Thread.ofVirtual().start(() -> readAll(bytes, closed));
  }

  private void readAll(Consumer<ByteBuffer> bytes, Runnable closed) {
    byte[] buffer = new byte[65536];
    try (InputStream in = socket.getInputStream()) {
      for (int i = 0; ; i++) {
        int count = in.read(buffer, 0, SIZES[i % SIZES.length]);
        if (count < 0) {
          break;
        }
        bytes.accept(ByteBuffer.wrap(buffer, 0, count));
      }
    } catch (IOException gone) {
      // as good as closed
    }
    closed.run();
  }

  void closeAfterWrites() {
    writes.add(END);
  }

  void close() {
    SocketGateway.closeQuietly(socket);
  }
}
