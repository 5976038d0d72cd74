package dev.hoist.gateway;

import dev.hoist.gateway.GatewayConfig.Limits;
import dev.hoist.gateway.GatewayConfig.Listen;
import dev.hoist.gateway.GatewayConfig.Timeouts;
import dev.hoist.gateway.recording.RecordingFile;
import dev.hoist.gateway.recording.RecordingFolder;
import dev.hoist.gateway.recording.RecordingStore;
import dev.hoist.kernel.session.Authorizer;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A gateway, a desk, a target and what clients need, all real and on loopback. */
final class Stage implements AutoCloseable {
  static final Timeouts BRISK = brisk(List.of());

  private static Timeouts brisk(List<Duration> warnings) {
    return new Timeouts(
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofMillis(500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofMillis(50),
        warnings);
  }

  final Desk desk = new Desk();
  final Pki pki;
  final LineTarget target;
  final Gateway gateway;
  final LineProtocol protocol = new LineProtocol();
  private final Path recordings;

  private Stage(Builder it) throws Exception {
    pki = new Pki(it.folder, "hoist");
    recordings = it.folder.resolve("recordings");
    Pki targetPki = new Pki(it.folder, "target");
    Path ca = it.wrongCa ? pki.caFile() : targetPki.caFile();
    Optional<SSLContext> tls =
        it.targetTls ? Optional.of(targetPki.serverContext(it.targetName)) : Optional.empty();
    target = new LineTarget(tls);
    int port = it.targetPort < 0 ? target.port() : it.targetPort;
    var endpoint =
        new Endpoint("orders-demo", "localhost", port, it.targetTls, Optional.of(ca), Map.of());
    var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var config =
        new GatewayConfig(
            List.of(new Listen(protocol, at, it.plain)),
            pki.server("localhost"),
            recordings,
            it.limits,
            it.timeouts);
    gateway =
        Gateway.start(
            config,
            new Authorizer(desk),
            desk,
            pass -> endpoint,
            it.time,
            new RecordingFolder(
                recordings, it.timeouts.groupCommit(), it.limits.recording().bytes(), it.opener));
  }

  /** With TLS towards both sides and nothing out of the ordinary. */
  static Builder in(Path folder) {
    return new Builder(folder);
  }

  InetSocketAddress address() {
    return gateway.addresses().getFirst();
  }

  LineClient client() throws Exception {
    return new LineClient(address()).secure(pki.clientContext());
  }

  LineClient loggedIn(String token) throws Exception {
    LineClient client = client().hello(token);
    client.ready();
    return client;
  }

  String recording(long session) throws IOException {
    Optional<InputStream> in =
        new RecordingStore(recordings).open(new SessionId(session), Optional.empty());
    try (InputStream lines = in.orElseThrow()) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  Path recordings() {
    return recordings;
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    target.close();
  }

  /** What a test wants different. */
  static final class Builder {
    private final Path folder;
    private boolean plain;
    private boolean targetTls = true;
    private boolean wrongCa;
    private String targetName = "localhost";
    private int targetPort = -1;
    private Limits limits = Limits.DEFAULT;
    private Timeouts timeouts = BRISK;
    private TimeSource time = Instant::now;
    private RecordingFile.Opener opener = RecordingFile::create;

    private Builder(Path folder) {
      this.folder = folder;
    }

    Builder plain() {
      plain = true;
      return this;
    }

    Builder targetWithoutTls() {
      targetTls = false;
      return this;
    }

    Builder wrongCa() {
      wrongCa = true;
      return this;
    }

    Builder targetNamed(String name) {
      targetName = name;
      return this;
    }

    Builder targetPort(int port) {
      targetPort = port;
      return this;
    }

    Builder limits(Limits it) {
      limits = it;
      return this;
    }

    Builder timeouts(Timeouts it) {
      timeouts = it;
      return this;
    }

    Builder warning(List<Duration> before) {
      timeouts = brisk(before);
      return this;
    }

    Builder time(TimeSource it) {
      time = it;
      return this;
    }

    Builder opener(RecordingFile.Opener it) {
      opener = it;
      return this;
    }

    Stage open() throws Exception {
      return new Stage(this);
    }
  }
}
