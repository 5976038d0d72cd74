package dev.hoist.control.killing;

import dev.hoist.control.elevation.Answer;
import dev.hoist.control.elevation.ElevationEngine;
import dev.hoist.control.elevation.Elevations;
import dev.hoist.control.elevation.LocalTurns;
import dev.hoist.control.elevation.Result;
import dev.hoist.control.elevation.Stored;
import dev.hoist.control.elevation.SystemTime;
import dev.hoist.control.elevation.ThreadScheduler;
import dev.hoist.control.policy.Policies;
import dev.hoist.control.store.Database;
import dev.hoist.control.store.PgAudit;
import dev.hoist.control.store.PgRegistry;
import dev.hoist.control.store.PgStore;
import dev.hoist.control.testing.MemoryGateway;
import dev.hoist.control.testing.People;
import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.elevation.RequestId;
import dev.hoist.kernel.identity.Subject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The process that is killed. Reads where its store is, then commands, one a line; says {@code ack}
 * and the command when what it asked for is done for good.
 */
final class Victim {
  private final Subject ana;
  private final Subject dana;
  private final Elevations elevations;

  private Victim(ElevationEngine engine, Subject ana, Subject dana) {
    elevations = engine.elevations();
    this.ana = ana;
    this.dana = dana;
  }

  public static void main(String[] args) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var source = new PGSimpleDataSource();
    source.setUrl(line(in));
    source.setUser(line(in));
    source.setPassword(line(in));
    Victim victim = start(Database.pool(source, 6), new FileTarget(Path.of(line(in))));
    say("ready");
    for (String command = line(in); !command.isEmpty(); command = line(in)) {
      String answer = victim.obey(command.split(" ", -1));
      say(answer);
    }
  }

  private static String line(BufferedReader in) throws IOException {
    return Optional.ofNullable(in.readLine()).orElse("");
  }

  private static void say(String words) {
    System.out.println(words);
    System.out.flush();
  }

  private static Victim start(javax.sql.DataSource source, FileTarget target) {
    Database.migrate(source);
    var database = new Database(source);
    var audit = new PgAudit(database);
    var store = new PgStore(database, audit);
    var registry = new PgRegistry(database, audit);
    var people = new People();
    Subject ana = people.add("ana", "sre");
    Subject dana = people.add("dana", "leads");
    var policies = new Policies();
    var time = new SystemTime(store.latest());
    var engine =
        new ElevationEngine(
            new ElevationEngine.Ports(
                store,
                registry,
                people,
                policies,
                target,
                new ThreadScheduler(),
                new LocalTurns(),
                time,
                World.NODE,
                () -> {}));
    var policy = SmallPolicy.usual().loaded(time.now());
    registry.register(policy, time.now());
    policies.replace(policy);
    engine.start(new MemoryGateway());
    return new Victim(engine, ana, dana);
  }

  private String obey(String[] words) {
    return switch (words[0]) {
      case "ask" ->
          "ack ask "
              + ((Answer.Opened) elevations.ask(World.ask(ana, "fix"))).stored().id().number();
      case "approve" -> answer(words, approve(id(words)));
      case "done" -> answer(words, elevations.done(id(words), ana));
      default -> "what is " + words[0];
    };
  }

  private static RequestId id(String[] words) {
    return new RequestId(Long.parseLong(words[1]));
  }

  private Result approve(RequestId id) {
    Stored stored = elevations.find(id).orElseThrow();
    return elevations.approve(
        id, dana, stored.elevation().request().digest(), Optional.empty(), "");
  }

  private static String answer(String[] words, Result result) {
    return result instanceof Result.Done
        ? "ack " + words[0] + " " + words[1]
        : "refused " + words[0] + " " + words[1];
  }
}
