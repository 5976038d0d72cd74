package dev.hoist.app.demo;

import static dev.hoist.app.demo.Story.expect;
import static dev.hoist.app.demo.Story.seconds;

import dev.hoist.app.demo.Hoist.Ran;
import dev.hoist.app.demo.Story.NotAsTold;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main job, played unattended by the real command and the real client against the demo's
 * server. Every step checks what it tells.
 */
final class Tour {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration GRANTED = Duration.ofSeconds(20);

  private final DemoWorld world;
  private final Story story;
  private final Client client;
  private final Hoist ana;
  private final Hoist dana;

  private String request = "R-?";
  private Instant deadline = Instant.EPOCH;
  private String ephemeral = "";
  private Path export = Path.of("audit.zip");

  Tour(DemoWorld world, PrintStream out) {
    this.world = world;
    this.story = new Story(out);
    this.ana = world.as("ana");
    this.dana = world.as("dana");
    this.client = Client.find(world);
  }

  /** Plays the whole story; 0 when all was as told. */
  int play(Duration toReady) {
    story.step("the server, its gateway and a seeded target are ready", () -> ready(toReady));
    story.step("ana lists what she can get", this::list);
    story.step("ana asks for the role fix on orders-demo for 2 minutes", this::ask);
    story.step("policy wants one approval", this::pending);
    story.step("ana's own approval is refused", this::selfApproval);
    story.step("dana approves for " + GRANTED.toSeconds() + " seconds instead", this::approve);
    story.step("ana updates a row through the gateway with " + client.name(), this::update);
    story.step("the target's catalog shows the ephemeral role", this::catalog);
    story.step("DDL that her role lacks is refused by the target", this::ddl);
    story.step("a statement still running at the deadline is cut", this::overrun);
    story.step("the role is read back as absent", this::absent);
    story.step("a reconnect is refused, and told what to do", this::reconnect);
    story.step("the recording is replayed", this::replay);
    story.step("the audit log verifies offline", this::verify);
    story.step("a copy with one flipped byte does not", this::flipped);
    return story.end();
  }

  private String ready(Duration toReady) {
    return "ready after "
        + seconds(toReady)
        + "; API "
        + world.apiUrl()
        + ", gateway 127.0.0.1:"
        + world.gatewayPort()
        + client.remark();
  }

  private String list() throws Exception {
    Ran ls = ok(ana.run("ls"));
    expect(ls.out().contains("orders-demo"), "ls does not show orders-demo:\n" + ls.all());
    return ls.out();
  }

  private String ask() throws Exception {
    Ran asked =
        ok(
            ana.run(
                "request",
                "new",
                "orders-demo",
                "--role",
                "fix",
                "--for",
                "2m",
                "--reason",
                "requeue order 8812",
                "--no-wait",
                "-o",
                "json"));
    request = JSON.readTree(asked.out()).path("id").asString();
    return request + " asked";
  }

  private String pending() throws Exception {
    JsonNode seen = show();
    expect(seen.path("state").asString().equals("pending"), "state is " + seen.path("state"));
    expect(seen.path("needs").size() == 1, "needs " + seen.path("needs"));
    expect(seen.path("needs").get(0).path("count").asInt() == 1, "needs " + seen.path("needs"));
    return "rule \""
        + seen.path("rule").asString()
        + "\"; waits for one of "
        + seen.path("needs").get(0).path("from");
  }

  private String selfApproval() throws Exception {
    Ran own = ana.run("approve", request);
    expect(own.exit() != 0, "ana approved her own request:\n" + own.all());
    expect(own.err().contains("own request"), "refused, but not for that:\n" + own.all());
    return own.err();
  }

  private String approve() throws Exception {
    Ran yes = ok(dana.run("approve", request, "--for", GRANTED.toSeconds() + "s"));
    JsonNode seen = settle("active");
    deadline = Instant.parse(seen.path("expiresAt").asString());
    return yes.all().strip() + "\nuntil " + deadline;
  }

  private String update() throws Exception {
    Ran ran = client.run("UPDATE orders SET status = 'queued' WHERE id = 8812");
    expect(ran.exit() == 0 && ran.out().contains("UPDATE 1"), "not updated:\n" + ran.all());
    String status = world.target().one("SELECT status FROM orders WHERE id = 8812");
    expect(status.equals("queued"), "the row's status is " + status);
    return ran.out();
  }

  private String catalog() throws Exception {
    ephemeral =
        world
            .target()
            .one(
                "SELECT rolname || ' valid until ' || rolvaliduntil FROM pg_roles WHERE rolname ~ '^hoist_g'");
    expect(!ephemeral.isEmpty(), "no hoist_g… role on the target");
    return ephemeral;
  }

  private String ddl() throws Exception {
    Ran ran = client.run("DROP TABLE orders");
    expect(ran.exit() != 0, "the table could be dropped:\n" + ran.all());
    expect(ran.all().contains("must be owner"), "refused, but not by the target:\n" + ran.all());
    return ran.err();
  }

  private String overrun() throws Exception {
    client.prepareReconnect();
    Ran cut = client.run("SELECT pg_sleep(600)");
    Duration over = Duration.between(deadline, Instant.now());
    expect(cut.exit() != 0, "the statement was not cut:\n" + cut.all());
    expect(cut.all().contains(grant()), "the cut does not name the grant:\n" + cut.all());
    expect(!over.isNegative(), "cut " + over.negated() + " before the deadline:\n" + cut.all());
    // A second is wanted; a machine that stalls for so long must not fail who tries the tour.
    expect(over.compareTo(Duration.ofSeconds(10)) <= 0, "cut " + over + " after the deadline");
    return cut.err().strip()
        + "\nthe client was out "
        + over.toMillis()
        + " ms after the deadline (wanted: at most 1000 ms)";
  }

  private String absent() throws Exception {
    JsonNode seen = settle("ended");
    String left = world.target().one("SELECT count(*) FROM pg_roles WHERE rolname ~ '^hoist_g'");
    expect(left.equals("0"), left + " of our roles still on the target");
    return request
        + " is "
        + seen.path("state").asString()
        + "; pg_roles on the target has none of ours";
  }

  private String reconnect() throws Exception {
    Ran again = client.reconnect();
    expect(again.exit() != 0, "connected after the end:\n" + again.all());
    expect(
        again.all().contains("hoist request"), "refused, but not told what to do:\n" + again.all());
    return again.err();
  }

  private String replay() throws Exception {
    JsonNode sessions = JSON.readTree(ok(ana.run("session", "ls", "-o", "json")).out());
    JsonNode items = sessions.isArray() ? sessions : sessions.path("items");
    String first = items.get(items.size() - 1).path("id").asString();
    Ran replayed = ok(ana.run("session", "replay", first));
    expect(replayed.out().contains("UPDATE orders"), "no UPDATE in it:\n" + replayed.all());
    return replayed.out();
  }

  private String verify() throws Exception {
    export = world.scratch().resolve("audit.zip");
    ok(world.as("admin").run("audit", "export", "--out", export.toString()));
    return ok(ana.run("audit", "verify", export.toString())).all();
  }

  private String flipped() throws Exception {
    Path copy = world.scratch().resolve("audit-flipped");
    Flip.unpack(export, copy);
    long entry = Flip.oneByte(copy);
    Ran bad = ana.run("audit", "verify", copy.toString());
    expect(bad.exit() == 85, "expected exit 85, got " + bad.exit() + ":\n" + bad.all());
    expect(
        bad.all().matches("(?s).*\\b" + entry + "\\b.*"),
        "entry " + entry + " was flipped; the verifier says:\n" + bad.all());
    return bad.all();
  }

  private String grant() {
    return request.replace("R-", "G-");
  }

  private JsonNode show() throws Exception {
    return JSON.readTree(ok(ana.run("request", "show", request, "-o", "json")).out());
  }

  /**
   * Waits until the request is in a state; the engine is faster than the command, so rarely at all.
   */
  private JsonNode settle(String state) throws Exception {
    JsonNode seen = show();
    for (int i = 0; i < 50 && !seen.path("state").asString().equals(state); i++) {
      Thread.sleep(100);
      seen = show();
    }
    expect(seen.path("state").asString().equals(state), request + " is not " + state + ": " + seen);
    return seen;
  }

  private static Ran ok(Ran ran) throws NotAsTold {
    expect(ran.exit() == 0, "exit " + ran.exit() + ":\n" + ran.all());
    return ran;
  }
}
