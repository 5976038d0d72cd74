package dev.hoist.control.server;

import com.zaxxer.hikari.HikariDataSource;
import dev.hoist.control.ControlPlane;
import dev.hoist.control.api.ApiBeans;
import dev.hoist.control.api.Endpoints;
import dev.hoist.control.identity.Identity;
import dev.hoist.control.inventory.InventoryPlace;
import dev.hoist.control.store.Database;
import dev.hoist.control.testing.MemoryGateway;
import dev.hoist.control.testing.MemoryTarget;
import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.control.tls.HoistCa;
import dev.hoist.control.tls.TlsFiles;
import dev.hoist.embedded.testing.TestPostgres;
import dev.hoist.kernel.audit.AuditKeys;
import dev.hoist.kernel.audit.AuditTree;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.session.RecordingAlteredException;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.policy.HoistInventoryLoader;
import dev.hoist.policy.kinds.KindChecks;
import dev.hoist.spi.AttributeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.FileSystemUtils;

/** The control plane behind its real HTTPS, on a database and in a folder of its own. */
final class ApiWorld implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";
  static final String FIRST_PASSWORD = "initial horse battery";

  final MemoryTarget target = new MemoryTarget();
  final MemoryGateway gateway = new MemoryGateway();
  final Map<SessionId, byte[]> recordings = new ConcurrentHashMap<>();
  final Path folder;
  final TlsFiles tls;
  final ControlPlane plane;
  final ControlServer server;
  private final HikariDataSource source;
  private final String adminToken;

  /** With a small policy, whatever its files say. */
  ApiWorld() throws IOException {
    this(SmallPolicy.usual());
  }

  ApiWorld(SmallPolicy inForce) throws IOException {
    this(Map.of("small.yaml", "small"), files -> new PolicyLoader.Load.Loaded(inForce, List.of()));
  }

  ApiWorld(Map<String, String> files, PolicyLoader loader) throws IOException {
    this(files, loader, Map.of());
  }

  ApiWorld(Map<String, String> files, PolicyLoader loader, Map<String, AttributeSource> sources)
      throws IOException {
    folder = Files.createTempDirectory("hoist-api");
    Path policy = Files.createDirectory(folder.resolve("policy"));
    for (var file : files.entrySet()) {
      Files.writeString(policy.resolve(file.getKey()), file.getValue());
    }
    tls = HoistCa.open(folder.resolve("tls"), List.of(), Instant.now());
    source = Database.pool(fresh(), 8);
    plane =
        new ControlPlane(
            new ControlPlane.Settings(
                source,
                policy,
                Optional.empty(),
                this::log,
                loader,
                target,
                time -> sources,
                Optional.of(
                    new InventoryPlace(
                        folder.resolve("targets.yaml"),
                        new HoistInventoryLoader(KindChecks.none()))),
                "node-1",
                "0.0-test"),
            (database, time) -> Identity.subjects(database.jdbc()));
    plane.start(gateway, session -> Optional.empty());
    server =
        ControlServer.start(ControlConfig.defaults(tls, "0.0-test").withPort(0), plane, outside());
    String code = server.firstAdminCode().orElseThrow().reveal();
    adminToken =
        client()
            .post("/bootstrap", Map.of("code", code, "name", "root", "password", PASSWORD))
            .field("token");
  }

  private static PGSimpleDataSource fresh() {
    var postgres = TestPostgres.shared();
    var pg = new PGSimpleDataSource();
    pg.setUrl(postgres.jdbcUrl(TestPostgres.freshDatabase()));
    pg.setUser(postgres.superuser());
    pg.setPassword(postgres.password().reveal());
    return pg;
  }

  private AuditTree log(Instant now) {
    try {
      Path audit = folder.resolve("audit");
      return AuditTree.open(audit, AuditKeys.loadOrCreate(audit, "hoist-test"), now);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Endpoints endpoints() {
    return kind -> Optional.of(new Endpoints.Endpoint("localhost", 7432));
  }

  ApiBeans.Outside outside() throws IOException {
    return new ApiBeans.Outside(
        gateway,
        this::recording,
        endpoints(),
        targets -> Set.of("lonely"),
        folder.resolve("audit"),
        tls.caPem());
  }

  /** As the gateway's: with a digest, only what has it is given out. */
  private Optional<InputStream> recording(SessionId session, Optional<String> digest)
      throws RecordingAlteredException {
    byte[] lines = recordings.getOrDefault(session, new byte[0]);
    if (digest.filter(kept -> !kept.equals(digest(lines))).isPresent()) {
      throw new RecordingAlteredException("the recording of " + session + " was altered");
    }
    return Optional.ofNullable(recordings.get(session)).map(ByteArrayInputStream::new);
  }

  static String digest(byte[] lines) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(lines));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nobody in particular. */
  ApiClient client() {
    return new ApiClient(server.port(), tls, Optional.empty());
  }

  ApiClient admin() {
    return client().as(adminToken);
  }

  /** Adds a user, who makes the account their own and is logged in. */
  ApiClient user(String name, String... groups) {
    ApiClient user = held(name, groups);
    user.post("/me/password", Map.of("current", FIRST_PASSWORD, "password", PASSWORD)).expect(204);
    return user;
  }

  /** Adds a user, whose password the administrator knows, and logs them in. */
  ApiClient held(String name, String... groups) {
    admin()
        .post("/users", Map.of("name", name, "password", FIRST_PASSWORD, "groups", List.of(groups)))
        .expect(201);
    return login(name, FIRST_PASSWORD);
  }

  ApiClient login(String name) {
    return login(name, PASSWORD);
  }

  ApiClient login(String name, String password) {
    String token =
        client().post("/login", Map.of("name", name, "password", password)).field("token");
    return client().as(token);
  }

  @Override
  public void close() {
    server.close();
    plane.close();
    source.close();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
