package dev.hoist.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a client's connection so that it hears the last words: they go first, then the end of the
 * stream, then the socket. A socket closed with bytes unread would be reset, which takes the last
 * words away.
 */
final class Farewell {
  private Farewell() {}

  /** Sends what was written; whoever does not take it within {@code linger} goes without. */
  static void to(SocketChannel client, Duration linger) {
    var _ = client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> endStream(client));
    client.config().setAutoRead(true);
    ScheduledFuture<?> last =
        client
            .eventLoop()
            .schedule(
                () -> TargetSide.closePastTls(client), linger.toMillis(), TimeUnit.MILLISECONDS);
    client.closeFuture().addListener(_ -> last.cancel(false));
  }

  private static void endStream(SocketChannel client) {
    SslHandler tls = client.pipeline().get(SslHandler.class);
    if (tls == null) {
      shutOutput(client);
    } else {
      var _ = tls.closeOutbound().addListener(_ -> shutOutput(client));
    }
  }

  private static void shutOutput(SocketChannel client) {
    var _ = client.shutdownOutput();
  }
}
