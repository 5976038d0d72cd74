package dev.hoist.gateway;

import dev.hoist.gateway.GatewayConfig.Listen;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Authorization;
import dev.hoist.kernel.session.Authorized;
import dev.hoist.kernel.session.Hello;
import dev.hoist.spi.ProtocolLimits;
import dev.hoist.spi.ProtocolSession;
import dev.hoist.spi.RecordingException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection from being accepted to being closed, and the only caller of its {@link
 * ProtocolSession}. Confined to its loop.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  private final Services services;
  private final SocketChannel client;
  private final Admission.Ticket ticket;
  private final InetSocketAddress address;
  private final ProtocolSession protocol;
  private final Outlet toClient;
  private @Nullable ScheduledFuture<?> patience;
  private @Nullable LiveSession live;
  private @Nullable String wish;
  private @Nullable String cutWhy;
  private boolean asked;
  private boolean answered;
  private boolean over;
  private long bytesIn;
  private long bytesOut;

  Connection(Services services, Listen listen, SocketChannel client, Admission.Ticket ticket) {
    this.services = services;
    this.client = client;
    this.ticket = ticket;
    this.address = client.remoteAddress();
    this.toClient = new Outlet(client);
    var limits = services.config().limits();
    this.protocol =
        listen
            .protocol()
            .open(
                new SessionWishes(this),
                new ProtocolLimits(
                    listen.plainAllowed(), limits.preAuth().bytes(), limits.message().bytes()));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    client.closeFuture().addListener(closed -> leaveUnlessLive());
    Duration most = services.timeouts().preAuth();
    waitAtMost(most, () -> end("nobody logged in within " + most.toSeconds() + " s"));
  }

  /** A session that outlives its client keeps its place. */
  private void leaveUnlessLive() {
    if (live == null) {
      ticket.leave();
    }
  }

  private void waitAtMost(Duration most, Runnable then) {
    if (patience != null) {
      patience.cancel(false);
    }
    patience = loop().schedule(then, most.toMillis(), TimeUnit.MILLISECONDS);
  }

  EventLoop loop() {
    return client.eventLoop();
  }

  InetSocketAddress address() {
    return address;
  }

  // ---- what the client does

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (!over && mayRead(in.readableBytes())) {
        run(it -> it.clientBytes(in.nioBuffer()));
        used();
      }
    } finally {
      in.release();
    }
  }

  /** Something came from the client or the target. */
  void used() {
    if (live != null) {
      live.used(protocol.running());
    }
  }

  private boolean mayRead(int bytes) {
    bytesIn += bytes;
    if (live == null && bytesIn > services.config().limits().preAuth().bytes()) {
      end("too many bytes before it was let in");
      return false;
    }
    return inTime();
  }

  /** Whether the session may go on now; cuts it when its time is over, however late its timer. */
  boolean inTime() {
    LiveSession session = live;
    if (session != null && session.expired()) {
      session.expire();
      return false;
    }
    return true;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    regulate();
  }

  /** Whoever fills a queue that is full is not read from until it is emptier (L03). */
  void regulate() {
    boolean clientTakes = client.isWritable() || !client.isActive();
    if (live == null) {
      client.config().setAutoRead(over || clientTakes);
    } else {
      client.config().setAutoRead(over || (clientTakes && live.target().takes()));
      live.target().read(clientTakes);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        runAndFlush(ProtocolSession::clientSecured);
      } else {
        end("no TLS with the client: " + handshake.cause().getMessage());
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    // The protocol may let the target finish what was asked; the deadline still ends that.
    runAndFlush(ProtocolSession::clientClosed);
    if (live == null) {
      end("client left");
    }
    regulate();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("{} lost its client", this, cause);
    var _ = ctx.close(); // that it is gone is told next
  }

  // ---- calling the protocol

  /** One call of the protocol, and what it wished. Nothing is flushed yet. */
  void run(Consumer<ProtocolSession> call) {
    if (over) {
      return;
    }
    try {
      call.accept(protocol);
      settle();
    } catch (RecordingException e) {
      unrecordable(e);
    } catch (RuntimeException e) {
      log.error("{} failed inside", this, e);
      if (live != null) {
        live.fence();
      }
      end("an error inside the gateway");
    } catch (Error e) {
      // Out of memory, say: whatever this session was about to do, it does not do.
      if (live != null) {
        live.fence();
      }
      end("an error inside the gateway");
      throw e;
    }
  }

  void runAndFlush(Consumer<ProtocolSession> call) {
    run(call);
    flush();
  }

  private void settle() {
    if (live != null) {
      live.forward();
    }
    toClient.write();
    if (wish != null) {
      finish(wish);
    }
  }

  void flush() {
    toClient.flush();
    if (live != null) {
      live.target().flush();
    }
  }

  private void unrecordable(RecordingException e) {
    if (e.isFull()) {
      var _ = cut(e.text(), Words.connectAgain(live().pass()));
      return;
    }
    log.error("{} cannot be recorded any more", this, e);
    if (live != null) {
      live.fenceUnrecorded();
    }
    var _ = cut(Words.UNRECORDED, "check what was done; from here on nothing is");
  }

  /** A commit failed; told on another thread. */
  private void unrecordableSoon(RecordingException e) {
    try {
      loop().execute(() -> unrecordable(e));
    } catch (RejectedExecutionException closed) {
      return; // the gateway closed, and the session with it
    }
  }

  // ---- what the protocol wishes

  boolean open() {
    return !over && wish == null;
  }

  void send(ByteBuffer bytes) {
    if (!client.isActive()) {
      return;
    }
    bytesOut += bytes.remaining();
    toClient.add(bytes);
    if (toClient.pending() >= Outlet.BATCH_BYTES) {
      toClient.write();
    }
  }

  void secure() {
    toClient.write();
    toClient.flush();
    SslHandler tls = services.serverTls().newHandler(client.alloc());
    tls.setHandshakeTimeoutMillis(services.timeouts().preAuth().toMillis());
    client.pipeline().addFirst(tls);
  }

  void ask(Hello hello) {
    if (asked) {
      throw new IllegalStateException("a connection asks once");
    }
    asked = true;
    if (!ticket.reserveSession()) {
      loop().execute(() -> answer(new Entry.No(Words.FULL)));
      return;
    }
    waitAtMost(services.timeouts().authorize(), () -> answer(new Entry.No(Words.UNCHECKED)));
    services
        .workers()
        .execute(
            () -> {
              Entry entry = services.entrance().ask(hello, this::unrecordableSoon);
              try {
                loop().execute(() -> answer(entry));
              } catch (RejectedExecutionException e) {
                services.reporter().abandoned(entry); // the gateway closed meanwhile
              }
            });
  }

  void cancelOther(Secret key) {
    services.sessions().byKey(key).ifPresent(LiveSession::cancelSoon);
  }

  /** Where there is no target yet, none gets anything either. */
  void dropTarget() {
    if (live != null) {
      live.target().drop();
    }
  }

  void wishToClose(String why) {
    if (wish == null) {
      wish = why;
    }
  }

  LiveSession live() {
    if (live == null) {
      throw new IllegalStateException("nobody was let in yet");
    }
    return live;
  }

  /** A proof is good for its own session only. */
  LiveSession live(Authorized pass) {
    LiveSession session = live();
    if (session.pass() != pass) {
      throw new IllegalStateException("a proof of another session");
    }
    return session;
  }

  // ---- the answer

  private void answer(Entry entry) {
    if (over || answered) {
      services.reporter().abandoned(entry);
      return;
    }
    answered = true;
    if (patience != null) {
      patience.cancel(false);
    }
    switch (entry) {
      case Entry.No no -> refuse(no.message());
      case Entry.Spoiled spoiled -> {
        services.reporter().abandoned(spoiled);
        refuse(spoiled.message());
      }
      case Entry.Yes yes -> letIn(yes);
    }
  }

  private void refuse(String message) {
    log.info("refused {}: {}", address, Words.oneLine(message));
    runAndFlush(it -> it.authorized(new Authorization.Refused(message)));
    end("refused");
  }

  private void letIn(Entry.Yes yes) {
    var session = new LiveSession(this, services, yes);
    live = session;
    // Into the registry first: a cut or an extension finds it there, or it finds them here.
    services.sessions().add(session);
    services.extended().of(yes.pass().grant().id()).ifPresent(session::extend);
    Words.ifOver(services.ended(), session)
        .ifPresentOrElse(this::turnAway, () -> begin(session, yes.pass()));
  }

  private void turnAway(String message) {
    LiveSession session = live();
    session.fence();
    cutWhy = "cut: " + message;
    refuse(message + "; " + Words.askAgain(session.pass()));
  }

  private void begin(LiveSession session, Authorized pass) {
    ticket.letIn();
    session.begin();
    log.info("{} on {} from {} begins", pass, pass.target().name(), address);
    runAndFlush(it -> it.authorized(new Authorization.Granted(pass)));
  }

  // ---- the end

  /**
   * Fences the target, tells the client, and closes.
   *
   * @return whether this ended it
   */
  boolean cut(String message, String hint) {
    if (live != null) {
      live.fence();
    }
    if (over) {
      return false;
    }
    cutWhy = "cut: " + message;
    runAndFlush(it -> it.cut(message, hint));
    end(cutWhy);
    return true;
  }

  /** Closes both sides without a word; does nothing when that was done. */
  void end(String why) {
    if (!over) {
      finish(why);
    }
  }

  private void finish(String why) {
    over = true;
    String told = Words.oneLine(cutWhy != null ? cutWhy : why);
    if (patience != null) {
      patience.cancel(false);
    }
    if (live == null) {
      log.info("{} closed: {}", address, told);
    } else {
      log.info("{} ended: {}", live.pass(), told);
      live.leave(() -> client.closeFuture().addListener(closed -> ticket.leave()));
      services.reporter().ended(live, told, bytesIn, bytesOut);
    }
    toClient.write();
    Farewell.to(client, services.timeouts().linger());
  }

  @Override
  public String toString() {
    return live == null ? String.valueOf(address) : live.pass().toString();
  }
}
