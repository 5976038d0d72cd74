package dev.hoist.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One short message to a target beside a session's own connection: the request to cancel. */
final class SideDial extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  private final Endpoint endpoint;
  private final Services services;
  private final @Nullable SslContext tls;
  private final Talk talk;
  private boolean agreed;

  SideDial(Endpoint endpoint, Services services, @Nullable SslContext tls, Talk talk) {
    this.endpoint = endpoint;
    this.services = services;
    this.tls = tls;
    this.talk = talk;
  }

  /** Copies of what is said; see {@link dev.hoist.spi.SessionIo#sideDial}. */
  record Talk(ByteBuf ask, byte yes, ByteBuf bytes) {
    Talk(ByteBuffer ask, byte yes, ByteBuffer bytes) {
      this(Unpooled.copiedBuffer(ask.duplicate()), yes, Unpooled.copiedBuffer(bytes.duplicate()));
    }
  }

  void start(EventLoop loop, InetSocketAddress to, Runnable whenDone) {
    var _ =
        TargetSide.bootstrap(loop, services)
            .connect(to)
            .addListener(
                (ChannelFutureListener)
                    done -> {
                      done.channel().closeFuture().addListener(closed -> whenDone.run());
                      if (done.isSuccess()) {
                        begin(done.channel());
                      } else {
                        warn(done.cause());
                        var _ = done.channel().close();
                      }
                    });
  }

  private void begin(Channel channel) {
    channel.pipeline().addLast(this);
    ScheduledFuture<?> last =
        channel
            .eventLoop()
            .schedule(
                () -> TargetSide.closePastTls(channel),
                services.timeouts().dial().toMillis(),
                TimeUnit.MILLISECONDS);
    channel.closeFuture().addListener(closed -> last.cancel(false));
    var _ = channel.writeAndFlush(endpoint.tls() ? talk.ask() : talk.bytes());
    channel.config().setAutoRead(true);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (endpoint.tls() && !agreed) {
        secure(ctx, in);
      }
    } finally {
      in.release();
    }
  }

  /** The whole answer must be the one byte: whatever follows it in clear is not from the target. */
  private void secure(ChannelHandlerContext ctx, ByteBuf in) {
    if (tls != null && in.readableBytes() == 1 && in.readByte() == talk.yes()) {
      agreed = true;
      ctx.pipeline().addFirst(tls.newHandler(ctx.alloc(), endpoint.host(), endpoint.port()));
    } else {
      log.warn("{} does not take up TLS for a request to cancel", endpoint);
      var _ = ctx.close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        var _ = ctx.writeAndFlush(talk.bytes());
      } else {
        warn(handshake.cause());
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close();
  }

  private void warn(Throwable cause) {
    log.warn("{} could not be asked to cancel: {}", endpoint, cause.getMessage());
  }
}
