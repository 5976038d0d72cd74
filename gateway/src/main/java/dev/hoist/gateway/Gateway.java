package dev.hoist.gateway;

import dev.hoist.gateway.GatewayConfig.Listen;
import dev.hoist.gateway.recording.RecordingFolder;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.session.Authorized;
import dev.hoist.kernel.session.Authorizer;
import dev.hoist.kernel.session.SessionCutter;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.SessionJournal;
import dev.hoist.kernel.time.TimeSource;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running gateway. */
public final class Gateway implements SessionCutter, AutoCloseable {
  /** A peer that has this much to take yet is not given more until it has half of it. */
  static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(128 * 1024, 256 * 1024);

  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final int LEAST_LOOPS = 2;

  private final Services services;
  private final RecordingFolder recordings;
  private final Admission admission;
  private final EventLoopGroup loops;
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final List<Channel> listeners = new ArrayList<>();

  private Gateway(Services services, RecordingFolder recordings) {
    this.services = services;
    this.recordings = recordings;
    this.admission = new Admission(services.config().limits());
    this.loops =
        new MultiThreadIoEventLoopGroup(
            Math.max(LEAST_LOOPS, Runtime.getRuntime().availableProcessors()),
            NioIoHandler.newFactory());
  }

  /**
   * Starts a gateway; it listens when this returns.
   *
   * @param endpoints where and how to reach the target of a session; may block
   * @throws IOException when an address is taken, a certificate cannot be used, or recordings
   *     cannot be written, saying which
   */
  public static Gateway start(
      GatewayConfig config,
      Authorizer authorizer,
      SessionJournal journal,
      Function<Authorized, Endpoint> endpoints,
      TimeSource time)
      throws IOException {
    var recordings =
        new RecordingFolder(
            config.recordings(),
            config.timeouts().groupCommit(),
            config.limits().recording().bytes());
    return start(config, authorizer, journal, endpoints, time, recordings);
  }

  /** With recordings made elsewhere than in real files; for tests of what fails. */
  static Gateway start(
      GatewayConfig config,
      Authorizer authorizer,
      SessionJournal journal,
      Function<Authorized, Endpoint> endpoints,
      TimeSource time,
      RecordingFolder recordings)
      throws IOException {
    var gateway =
        new Gateway(services(config, authorizer, journal, endpoints, time, recordings), recordings);
    try {
      gateway.listen();
      return gateway;
    } catch (IOException e) {
      gateway.close();
      throw e;
    }
  }

  private static Services services(
      GatewayConfig config,
      Authorizer authorizer,
      SessionJournal journal,
      Function<Authorized, Endpoint> endpoints,
      TimeSource time,
      RecordingFolder recordings)
      throws IOException {
    Tls tls = Tls.best();
    SslContext serverTls = tls.server(config.tls());
    ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    var sessions = new Sessions();
    Duration check = config.timeouts().authorize().multipliedBy(2);
    var ended = new Recent<EndCause>(check);
    return new Services(
        config,
        new Entrance(authorizer, endpoints, recordings, time),
        sessions,
        ended,
        new Recent<>(check),
        new Usages(sessions, ended),
        tls,
        serverTls,
        workers,
        new Reporter(journal, workers, time));
  }

  private void listen() throws IOException {
    for (Listen listen : services.config().listens()) {
      Channel channel = bind(listen);
      listeners.add(channel);
      log.info("listening on {}", channel.localAddress());
    }
    var _ = loops.next().scheduleAtFixedRate(this::everySecond, 1, 1, TimeUnit.SECONDS);
  }

  private Channel bind(Listen listen) throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
            .childHandler(accepting(listen))
            .bind(listen.at())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "the gateway cannot listen on " + listen.at() + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    return bound.channel();
  }

  private ChannelInitializer<SocketChannel> accepting(Listen listen) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(SocketChannel client) {
        Optional<Admission.Ticket> ticket = admission.enter(client.remoteAddress().getAddress());
        if (ticket.isPresent()) {
          clients.add(client);
          client.pipeline().addLast(new Connection(services, listen, client, ticket.get()));
        } else {
          var _ = client.close();
        }
      }
    };
  }

  /** The addresses it listens on, in the order of the configuration. */
  public List<InetSocketAddress> addresses() {
    return listeners.stream().map(it -> (InetSocketAddress) it.localAddress()).toList();
  }

  /** How many clients are connected, let in or not. */
  int clients() {
    return clients.size();
  }

  private void everySecond() {
    services.ended().forgetOld();
    services.extended().forgetOld();
    long refused = admission.takeRefused();
    if (refused > 0) {
      log.warn("refused {} connections: too many that are not logged in", refused);
    }
    // For a clock that was set forward while a session says nothing.
    services.sessions().all().stream()
        .filter(LiveSession::expired)
        .forEach(LiveSession::expireSoon);
  }

  /**
   * @throws IllegalStateException when it is not certain in time that nothing can reach the target;
   *     call again
   */
  @Override
  public int cut(GrantId grant, EndCause cause) {
    services.ended().add(grant, cause);
    services.usages().forget(grant);
    return cutAll(
        services.sessions().of(grant),
        pass -> Words.ended(pass, cause),
        Words::askAgain,
        services.timeouts().cut());
  }

  @Override
  public void extend(Elevation.Active extended) {
    GrantId grant = extended.grant().id();
    services.extended().add(grant, extended);
    services.sessions().of(grant).forEach(session -> session.extendSoon(extended));
  }

  @Override
  public Optional<Duration> unused(GrantId grant) {
    return services.usages().unused(grant);
  }

  @Override
  public boolean kill(SessionId session, String why) {
    List<LiveSession> one = services.sessions().get(session).stream().toList();
    String message = "session " + session + " was killed: " + why;
    return cutAll(one, pass -> message, Words::connectAgain, services.timeouts().cut()) > 0;
  }

  private static int cutAll(
      List<LiveSession> sessions,
      Function<Authorized, String> message,
      Function<Authorized, String> hint,
      Duration within) {
    List<CompletableFuture<Boolean>> cuts =
        sessions.stream()
            .map(it -> it.cutSoon(message.apply(it.pass()), hint.apply(it.pass())))
            .toList();
    try {
      CompletableFuture.allOf(cuts.toArray(CompletableFuture[]::new))
          .get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException("not all of " + sessions + " were cut in " + within, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while cutting " + sessions, e);
    }
    return (int) cuts.stream().filter(CompletableFuture::join).count();
  }

  /** Stops listening, cuts all sessions, reports their ends, and lets go of everything. */
  @Override
  public void close() {
    listeners.forEach(it -> it.close().awaitUninterruptibly());
    try {
      var _ =
          cutAll(
              services.sessions().all(),
              pass -> "the gateway is stopping",
              Words::connectAgain,
              services.timeouts().cut());
    } catch (IllegalStateException e) {
      log.error("closing all the same", e);
    }
    services.reporter().finish(services.timeouts().report());
    clients.close().awaitUninterruptibly(services.timeouts().linger().toMillis());
    loops
        .shutdownGracefully(0, services.timeouts().linger().toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
    services.workers().shutdown();
    recordings.close();
  }
}
