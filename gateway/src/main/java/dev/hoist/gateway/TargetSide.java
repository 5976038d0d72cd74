package dev.hoist.gateway;

import dev.hoist.spi.ProtocolSession;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A session's connection to its target. Confined to the session's loop. */
final class TargetSide extends ChannelInboundHandlerAdapter {
  /** At most this many at once for one session: a client may ask as often as it likes. */
  private static final int SIDE_DIALS = 4;

  private final Connection connection;
  private final Services services;
  private final Endpoint endpoint;
  private final EventLoop loop;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private @Nullable SslContext tls;
  private @Nullable Channel channel;
  private @Nullable Outlet outlet;
  private @Nullable InetSocketAddress address;
  private @Nullable ScheduledFuture<?> patience;
  private boolean dialled;
  private boolean down;
  private int sideDials;

  TargetSide(Connection connection, Services services, Endpoint endpoint) {
    this.connection = connection;
    this.services = services;
    this.endpoint = endpoint;
    this.loop = connection.loop();
  }

  void dial() {
    if (dialled) {
      throw new IllegalStateException("a session dials its target once");
    }
    dialled = true;
    patience =
        loop.schedule(this::tooLate, services.timeouts().dial().toMillis(), TimeUnit.MILLISECONDS);
    services.workers().execute(this::resolve);
  }

  private void tooLate() {
    String what = channel == null ? "answer" : "let us in";
    fail("it did not " + what + " within " + services.timeouts().dial().toSeconds() + " s");
  }

  /** It let us in, and may take its time from here on. */
  void ready() {
    stopWaiting();
  }

  /** On a virtual thread: names and certificate files may take their time. */
  private void resolve() {
    try {
      List<InetAddress> addresses = List.of(InetAddress.getAllByName(endpoint.host()));
      SslContext trust = endpoint.tls() ? services.tls().client(endpoint.ca()) : null;
      onLoop(
          () -> {
            tls = trust;
            connect(addresses, 0);
          });
    } catch (UnknownHostException e) {
      onLoop(() -> fail("its host name is unknown: " + endpoint.host()));
    } catch (IOException e) {
      onLoop(() -> fail("it cannot be trusted: " + e.getMessage()));
    }
  }

  private void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      closed.complete(null); // the gateway closed meanwhile
    }
  }

  private void connect(List<InetAddress> addresses, int index) {
    if (down) {
      return;
    }
    var to = new InetSocketAddress(addresses.get(index), endpoint.port());
    var _ =
        bootstrap(loop, services)
            .connect(to)
            .addListener(
                (ChannelFutureListener)
                    done -> {
                      if (done.isSuccess()) {
                        connected(done.channel(), to);
                      } else if (index + 1 < addresses.size()) {
                        connect(addresses, index + 1);
                      } else {
                        fail("it does not answer: " + done.cause().getMessage());
                      }
                    });
  }

  /** Reads nothing until its handler is in place. */
  static Bootstrap bootstrap(EventLoop loop, Services services) {
    return new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Gateway.WATER_MARKS)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            Math.toIntExact(services.timeouts().dial().toMillis()))
        .handler(new ChannelInboundHandlerAdapter());
  }

  private void connected(Channel up, InetSocketAddress to) {
    if (down) {
      var _ = up.close();
      return;
    }
    channel = up;
    address = to;
    outlet = new Outlet(up);
    up.pipeline().addLast(this);
    up.closeFuture().addListener(done -> closed.complete(null));
    connection.runAndFlush(ProtocolSession::targetConnected);
    connection.regulate();
  }

  private void stopWaiting() {
    if (patience != null) {
      patience.cancel(false);
    }
  }

  private void fail(String why) {
    if (!down) {
      drop();
      connection.runAndFlush(protocol -> protocol.targetFailed(why));
    }
  }

  /** Takes up TLS after what was written so far. */
  void secure() {
    Channel up = channel;
    SslContext trust = tls;
    if (up == null || trust == null) {
      throw new IllegalStateException("TLS towards a target that has none");
    }
    flush();
    SslHandler handler = trust.newHandler(up.alloc(), endpoint.host(), endpoint.port());
    handler.setHandshakeTimeoutMillis(services.timeouts().dial().toMillis());
    up.pipeline().addFirst(handler);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        connection.runAndFlush(ProtocolSession::targetSecured);
      } else {
        fail("it is not who it should be: " + reason(handshake.cause()));
      }
    }
  }

  /** The deepest cause says what was wrong with the certificate. */
  private static String reason(Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return Words.oneLine(String.valueOf(deepest.getMessage()));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (!down && connection.inTime()) {
        connection.run(protocol -> protocol.targetBytes(in.nioBuffer()));
        connection.used();
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    connection.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    connection.regulate();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!down) {
      down = true;
      connection.runAndFlush(ProtocolSession::targetClosed);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close(); // a reset by the target; that it is gone is told next
  }

  void add(ByteBuffer bytes) {
    if (!down) {
      if (outlet == null) {
        throw new IllegalStateException("bytes for a target that is not connected");
      }
      outlet.add(bytes);
    }
  }

  int pending() {
    return outlet == null ? 0 : outlet.pending();
  }

  void write() {
    if (outlet != null) {
      outlet.write();
    }
  }

  void flush() {
    if (outlet != null) {
      outlet.flush();
    }
  }

  /** Whether it takes more at the moment. */
  boolean takes() {
    return down || channel == null || channel.isWritable();
  }

  void read(boolean wanted) {
    if (channel != null) {
      channel.config().setAutoRead(wanted);
    }
  }

  /** Closes at once and takes back what was not sent, from here and from the system's buffers. */
  void drop() {
    down = true;
    stopWaiting();
    if (outlet != null) {
      outlet.discard();
    }
    Channel up = channel;
    if (up == null) {
      closed.complete(null);
    } else if (up.isOpen()) {
      up.config().setOption(ChannelOption.SO_LINGER, 0);
      closePastTls(up);
    }
  }

  /** Sends what was handed to the channel and closes; drops what is not sent by then. */
  void closeWithin(Duration linger) {
    Channel up = channel;
    if (down || up == null || !up.isOpen()) {
      drop();
      return;
    }
    down = true;
    stopWaiting();
    if (outlet != null) {
      outlet.discard(); // what was not recorded for certain, or comes after the fence
    }
    var _ = up.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    ScheduledFuture<?> last = loop.schedule(this::drop, linger.toMillis(), TimeUnit.MILLISECONDS);
    up.closeFuture().addListener(done -> last.cancel(false));
  }

  /** TLS would say goodbye first, and wait for a peer that may not read. */
  static void closePastTls(Channel channel) {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    var _ = first == null ? channel.close() : first.close();
  }

  void whenClosed(Runnable then) {
    var _ = closed.thenRun(then);
  }

  void sideDial(ByteBuffer ask, byte yes, ByteBuffer bytes) {
    InetSocketAddress to = address;
    if (to == null || sideDials >= SIDE_DIALS) {
      return;
    }
    sideDials++;
    var side = new SideDial(endpoint, services, tls, new SideDial.Talk(ask, yes, bytes));
    side.start(loop, to, () -> sideDials--);
  }
}
