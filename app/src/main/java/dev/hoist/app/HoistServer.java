package dev.hoist.app;

import dev.hoist.control.ControlPlane;
import dev.hoist.control.access.AccessTokens;
import dev.hoist.control.api.ApiBeans;
import dev.hoist.control.api.Endpoints;
import dev.hoist.control.change.PolicyChanges;
import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.identity.Identity;
import dev.hoist.control.inventory.InventoryPlace;
import dev.hoist.control.policy.Policies;
import dev.hoist.control.server.ControlConfig;
import dev.hoist.control.server.ControlServer;
import dev.hoist.control.store.Database;
import dev.hoist.control.tls.HoistCa;
import dev.hoist.control.tls.TlsFiles;
import dev.hoist.gateway.Endpoint;
import dev.hoist.gateway.Gateway;
import dev.hoist.gateway.GatewayConfig;
import dev.hoist.gateway.recording.RecordingStore;
import dev.hoist.integrations.Sources;
import dev.hoist.integrations.yaml.BadFile;
import dev.hoist.kernel.audit.AuditKeys;
import dev.hoist.kernel.audit.AuditTree;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.session.Authorized;
import dev.hoist.kernel.session.Authorizer;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.Written;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.policy.HoistInventoryLoader;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.spi.AttributeSource;
import dev.hoist.spi.TargetKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** A whole server: store, control plane, gateway and API, joined. */
public final class HoistServer implements AutoCloseable {
  static final String VERSION = version();

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final ServerOptions options;

  private Optional<Running> running = Optional.empty();

  private record Running(
      ControlPlane control, InetSocketAddress gateway, ControlServer api, TlsFiles tls) {}

  private HoistServer(ServerOptions options) {
    this.options = options;
  }

  /**
   * Starts everything; clients are answered when this returns.
   *
   * @throws StartException when something is in the way, saying what and what to do
   */
  public static HoistServer start(ServerOptions options) {
    var server = new HoistServer(options);
    try {
      server.start();
      return server;
    } catch (IOException e) {
      server.close();
      throw new StartException(StartException.words(e), e);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void start() throws IOException {
    DataFolder data = opened(DataFolder.open(options.data()));
    TlsFiles tls = HoistCa.open(data.tls(), options.names(), Instant.now());
    var connections = new Connections(data.connections(), data.installation());
    connections.check();
    StoreDatabase store = opened(StoreDatabase.open(data, options.database()));
    var source = opened(Database.pool(store.source(), 8));
    ControlPlane control = opened(controlPlane(data, connections, source));
    Gateway gateway = opened(gateway(data, connections, control, tls));
    var recordings = new RecordingStore(data.recordings());
    control.start(gateway, session -> written(recordings, session));
    ControlServer api = opened(api(data, connections, control, gateway, recordings, tls));
    running = Optional.of(new Running(control, gateway.addresses().getFirst(), api, tls));
  }

  private ControlPlane controlPlane(DataFolder data, Connections connections, DataSource source) {
    return new ControlPlane(
        new ControlPlane.Settings(
            source,
            data.policy(),
            PolicyConfig.source(data),
            now -> auditTree(data, now),
            new HoistPolicyLoader(new PolicyKinds(), InstantSource.system()),
            Kinds.connectors(connections),
            time -> sources(data, time),
            Optional.of(
                new InventoryPlace(data.targets(), new HoistInventoryLoader(new PolicyKinds()))),
            data.installation(),
            VERSION),
        (database, time) -> Identity.subjects(database.jdbc()));
  }

  private static Map<String, AttributeSource> sources(DataFolder data, TimeSource time) {
    try {
      return Sources.read(data.sources(), time);
    } catch (BadFile e) {
      throw new StartException(e.words() + "; mend it, or move the file away", e);
    }
  }

  private static AuditTree auditTree(DataFolder data, Instant now) {
    try {
      var signer = AuditKeys.loadOrCreate(data.audit(), "hoist-" + data.installation());
      return AuditTree.open(data.audit(), signer, now);
    } catch (IOException e) {
      throw new StartException("the audit log in " + data.audit() + " cannot be opened: " + e, e);
    }
  }

  private ControlServer api(
      DataFolder data,
      Connections connections,
      ControlPlane control,
      Gateway gateway,
      RecordingStore recordings,
      TlsFiles tls)
      throws IOException {
    int gatewayPort = gateway.addresses().getFirst().getPort();
    var config =
        new ControlConfig(
            options.bind(),
            options.apiPort(),
            tls,
            VERSION,
            Identity.LOGIN_LIFE,
            ControlConfig.CONNECTIONS);
    return ControlServer.start(
        config,
        control,
        new ApiBeans.Outside(
            gateway,
            recordings,
            kind -> Optional.of(new Endpoints.Endpoint(host(), gatewayPort)),
            connections::lacking,
            data.audit(),
            tls.caPem()));
  }

  private static String version() {
    return Optional.ofNullable(HoistServer.class.getPackage().getImplementationVersion())
        .orElse("unreleased");
  }

  private static Optional<Written> written(RecordingStore recordings, SessionId session) {
    try {
      return recordings.written(session);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Gateway gateway(
      DataFolder data, Connections connections, ControlPlane control, TlsFiles tls)
      throws IOException {
    return Gateway.start(
        new GatewayConfig(
            List.of(listen(Kinds.ALL.getFirst(), options.gatewayPort())),
            new GatewayConfig.ServerTls(tls.certificate(), tls.key()),
            data.recordings(),
            GatewayConfig.Limits.DEFAULT,
            GatewayConfig.Timeouts.DEFAULT),
        new Authorizer(control.desk()),
        control.desk(),
        pass -> endpoint(connections, pass),
        control.time());
  }

  private GatewayConfig.Listen listen(TargetKind kind, int port) {
    return new GatewayConfig.Listen(
        kind.protocol(), new InetSocketAddress(options.bind(), port), options.plainClients());
  }

  private static Endpoint endpoint(Connections connections, Authorized pass) {
    var target = pass.target().definition();
    return connections
        .account(target)
        .map(account -> Endpoint.of(target, account.options()))
        .orElseThrow(() -> new IllegalArgumentException(connections.lacking(target.name())));
  }

  private Running running() {
    return running.orElseThrow(() -> new IllegalStateException("the server has not started"));
  }

  /** Where the API answers, by a name its certificate is for. */
  public URI apiUrl() {
    String host = host();
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("https://" + bracketed + ":" + running().api().port());
  }

  /** By which clients know this server. */
  private String host() {
    return options.names().isEmpty() ? "localhost" : options.names().getFirst();
  }

  public InetSocketAddress gatewayAddress() {
    return running().gateway();
  }

  /** The authority that clients of API and gateway trust. */
  public Path caFile() {
    return running().tls().ca();
  }

  /** The code that makes the first administrator, while there is nobody. */
  public Optional<Secret> firstAdminCode() {
    return running().api().firstAdminCode();
  }

  public Identity identity() {
    return running().api().identity();
  }

  public Elevations elevations() {
    return running().control().elevations();
  }

  public Policies policies() {
    return running().control().policies();
  }

  public PolicyChanges changes() {
    return running().control().changes();
  }

  public AccessTokens tokens() {
    return running().control().tokens();
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /** Ends everything, the last begun first. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.getLogger("hoist").log(System.Logger.Level.WARNING, "while stopping", e);
      }
    }
  }
}
