package dev.hoist.postgres.protocol.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that says exactly what a test wants said, and hears how it was answered. */
public final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;

  /** Logs in at a {@link SocketGateway} on loopback. */
  public RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    in = new DataInputStream(socket.getInputStream());
    say(Msg.startup(Rig.V3, "user", Passes.USER, "database", Passes.TARGET));
    in.skipNBytes(1 + 4 + 4); // AuthenticationCleartextPassword
    say(Msg.text('p', Passes.TOKEN));
    hear();
  }

  private void say(byte[]... messages) throws IOException {
    socket.getOutputStream().write(Msg.join(messages));
  }

  /** Sends all at once, and hears up to the next ReadyForQuery. */
  public List<String> ask(byte[]... messages) throws IOException {
    say(messages);
    return hear();
  }

  /**
   * What came up to and without ReadyForQuery: values of rows, command tags, codes of errors, and
   * {@code …} for a portal that was suspended.
   */
  public List<String> hear() throws IOException {
    List<String> heard = new ArrayList<>();
    for (byte type = in.readByte(); type != 'Z'; type = in.readByte()) {
      byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
      switch (type) {
        case 'C' -> heard.add(new String(body, 0, body.length - 1, StandardCharsets.UTF_8));
        case 'D' -> heard.add(new String(body, 6, body.length - 6, StandardCharsets.UTF_8));
        case 'E' -> heard.add(code(body));
        case 's' -> heard.add("…");
        default -> {}
      }
    }
    in.readNBytes(in.readInt() - Integer.BYTES);
    return heard;
  }

  private static String code(byte[] error) {
    for (String field : new String(error, StandardCharsets.UTF_8).split("\0", -1)) {
      if (field.startsWith("C")) {
        return field.substring(1);
      }
    }
    throw new IllegalStateException("an error without a code");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
