package dev.hoist.control.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.hoist.control.access.Desk;
import dev.hoist.control.access.TokenDesk;
import dev.hoist.control.elevation.Answer;
import dev.hoist.control.elevation.Ask;
import dev.hoist.control.elevation.ElevationEngine;
import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.elevation.LocalTurns;
import dev.hoist.control.elevation.Result;
import dev.hoist.control.elevation.Stored;
import dev.hoist.control.elevation.ThreadScheduler;
import dev.hoist.control.facts.Lookout;
import dev.hoist.control.policy.LoadedPolicy;
import dev.hoist.control.policy.Policies;
import dev.hoist.control.store.Database;
import dev.hoist.control.store.PgAudit;
import dev.hoist.control.store.PgRegistry;
import dev.hoist.control.store.PgSessions;
import dev.hoist.control.store.PgStore;
import dev.hoist.embedded.testing.TestPostgres;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.policy.HoistPolicyLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;

/**
 * The engine on a database of its own. Time stands still until it is moved; a restart keeps the
 * database, people and target, and loses everything else.
 */
public final class World implements AutoCloseable {
  public static final String NODE = "node-1";

  public final People people = new People();
  public final Subject ana = people.add("ana", "sre");
  public final Subject sam = people.add("sam", "sre");
  public final Subject dana = people.add("dana", "leads");
  public final Subject lee = people.add("lee", "leads");
  public final Duty duty = new Duty(() -> now());
  public final MemoryTarget target = new MemoryTarget();
  public final MemoryGateway gateway = new MemoryGateway();
  public final Database database;
  public final PgAudit audit;
  public final PgStore store;
  public final PgSessions sessions;
  public final PgRegistry registry;
  private final HikariDataSource source;
  private volatile Instant now = Instant.parse("2026-11-03T10:00:00Z");
  private SmallPolicy policy = SmallPolicy.usual();
  private Policies policies = new Policies();
  private ThreadScheduler scheduler = new ThreadScheduler();
  private ElevationEngine engine;

  public World() {
    source = Database.pool(fresh(), 12);
    Database.migrate(source);
    database = new Database(source);
    audit = new PgAudit(database);
    store = new PgStore(database, audit);
    sessions = new PgSessions(database, audit);
    registry = new PgRegistry(database, audit);
    engine = boot();
  }

  private static PGSimpleDataSource fresh() {
    var server = TestPostgres.shared();
    var pg = new PGSimpleDataSource();
    pg.setUrl(server.jdbcUrl(TestPostgres.freshDatabase()));
    pg.setUser(server.superuser());
    pg.setPassword(server.password().reveal());
    return pg;
  }

  private ElevationEngine boot() {
    var booted =
        new ElevationEngine(
            new ElevationEngine.Ports(
                store,
                registry,
                people,
                policies,
                target,
                scheduler,
                new LocalTurns(),
                time(),
                new Lookout(Map.of("pagerduty", duty), time()),
                NODE,
                () -> {}));
    put(policy);
    return booted;
  }

  private void put(SmallPolicy next) {
    policy = next;
    var loaded = next.loaded(time().now());
    registry.register(loaded, time().now());
    policies.replace(loaded);
  }

  /** Puts another policy in force, as a reload does. */
  public void change(SmallPolicy next) {
    put(next);
    engine.policyChanged();
  }

  /** Puts another policy in force; the store is lost just before what follows from it. */
  public void changeAndLoseStore(SmallPolicy next) {
    put(next);
    withoutStore(
        () -> assertThatThrownBy(engine::policyChanged).isInstanceOf(DataAccessException.class));
  }

  /** Puts policy files in force that are written in the real language. */
  public void load(String... yaml) {
    List<PolicyFile> files = new ArrayList<>();
    for (String text : yaml) {
      files.add(new PolicyFile("real-" + files.size() + ".yaml", text));
    }
    PolicyLoader.Load load = new HoistPolicyLoader().load(files);
    if (!(load instanceof PolicyLoader.Load.Loaded good)) {
      throw new IllegalArgumentException(load.problems().toString());
    }
    var loaded = new LoadedPolicy(good.set(), files, List.of(), PolicyOrigin.FOLDER, now());
    registry.register(loaded, now());
    policies.replace(loaded);
    engine.policyChanged();
  }

  private Instant now() {
    return now;
  }

  public World start() {
    engine.start(gateway);
    return this;
  }

  /** The process dies and another takes its place. */
  public void restart() {
    engine.stop();
    scheduler.close();
    scheduler = new ThreadScheduler();
    policies = new Policies();
    engine = boot();
    start();
  }

  public TimeSource time() {
    return () -> now;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public Policies policies() {
    return policies;
  }

  public Elevations elevations() {
    return engine.elevations();
  }

  public ElevationEngine engine() {
    return engine;
  }

  public Desk desk() {
    return new Desk(sessions, people, engine.logins(), time(), NODE, () -> {});
  }

  public TokenDesk tokens() {
    return new TokenDesk(store, registry, sessions, time(), () -> {});
  }

  /** Does something while the database refuses everybody; afterwards it is as before. */
  public void withoutStore(Runnable doing) {
    source.setConnectionTimeout(500);
    String name = database.jdbc().sql("SELECT current_database()").query(String.class).single();
    var elsewhere = new Database(fresh());
    elsewhere.jdbc().sql("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false").update();
    elsewhere
        .jdbc()
        .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?")
        .param(name)
        .query()
        .listOfRows();
    try {
      doing.run();
    } finally {
      elsewhere.jdbc().sql("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true").update();
      source.getHikariPoolMXBean().softEvictConnections();
      source.setConnectionTimeout(10_000);
    }
  }

  /** Loses the database from here on. */
  public void loseStore() {
    source.close();
  }

  public static Ask ask(Subject who, String role) {
    return new Ask(
        who,
        SmallPolicy.TARGET,
        role,
        Duration.ofMinutes(30),
        Optional.of("requeue order 8812"),
        Optional.empty());
  }

  /** Asks, and expects a request. */
  public Stored opened(Subject who, String role) {
    return ((Answer.Opened) elevations().ask(ask(who, role))).stored();
  }

  public Result approve(Stored stored, Subject by) {
    return elevations()
        .approve(stored.id(), by, stored.elevation().request().digest(), Optional.empty(), "fine");
  }

  public Elevation now(RequestId id) {
    return store.find(id).orElseThrow().elevation();
  }

  public <E extends Elevation> E eventually(RequestId id, Class<E> state) {
    return state.cast(
        Awaitility.await()
            .atMost(20, TimeUnit.SECONDS)
            .pollInterval(10, TimeUnit.MILLISECONDS)
            .until(() -> now(id), state::isInstance));
  }

  /** Waits until a removal failed, and is to be tried again at a time that is written down. */
  public void eventuallyOwed(RequestId id) {
    Awaitility.await()
        .until(() -> now(id), e -> e instanceof Elevation.Revoking r && r.debt().isPresent());
  }

  /** Audit bodies of one type, oldest first. */
  public List<String> told(String type) {
    return audit.from(0, 10_000).stream()
        .filter(line -> line.type().equals(type))
        .map(line -> line.json())
        .toList();
  }

  @Override
  public void close() {
    engine.stop();
    scheduler.close();
    source.close();
  }
}
