package dev.hoist.control.killing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.store.Database;
import dev.hoist.control.store.PgAudit;
import dev.hoist.control.store.PgStore;
import dev.hoist.embedded.EmbeddedPostgres;
import dev.hoist.embedded.testing.TestPostgres;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.elevation.RequestId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("slow")
final class KillTest {
  private static final int LIVES = 6;

  @TempDir Path folder;
  private final EmbeddedPostgres server = TestPostgres.shared();
  private final String url = server.jdbcUrl(TestPostgres.freshDatabase());
  private final Set<Long> asked = new TreeSet<>();
  private final Set<Long> approved = new TreeSet<>();
  private final Set<Long> done = new TreeSet<>();

  @Test
  @DisplayName("S25 S04 killed with -9 at any time, nothing acknowledged is lost or done twice")
  void killed() throws Exception {
    for (int life = 0; life < LIVES; life++) {
      live(20 + ThreadLocalRandom.current().nextInt(400));
    }
    // On a machine so busy that nothing was answered in any of these lives, they get longer.
    for (int life = 1; asked.isEmpty() && life <= LIVES; life++) {
      live(1_000L * life);
    }
    try (var _ = new Process9()) {
      PgStore store = store();
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> store.nextTask().isEmpty() && settled(store));
    }
    check(store());
  }

  /** One life: commands as fast as they are answered, until death. */
  private void live(long millis) throws Exception {
    try (var process = new Process9()) {
      var killer = process.killAfter(millis);
      for (int i = 0; i < 10_000 && command(process, i); i++) {
        assertThat(killer).isNotNull();
      }
    }
  }

  private boolean command(Process9 process, int i) {
    Optional<String> answer =
        switch (i % 3) {
          case 0 -> process.tell("ask");
          case 1 -> process.tell("approve " + any(asked));
          default -> process.tell("done " + any(approved.isEmpty() ? asked : approved));
        };
    answer.ifPresent(this::remember);
    return answer.isPresent();
  }

  private static long any(Set<Long> some) {
    List<Long> all = new ArrayList<>(some);
    return all.get(ThreadLocalRandom.current().nextInt(all.size()));
  }

  private void remember(String answer) {
    String[] words = answer.split(" ", -1);
    if (words[0].equals("ack")) {
      Set<Long> which =
          switch (words[1]) {
            case "ask" -> asked;
            case "approve" -> approved;
            default -> done;
          };
      which.add(Long.parseLong(words[2]));
    }
  }

  private PGSimpleDataSource source() {
    var source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(server.superuser());
    source.setPassword(server.password().reveal());
    return source;
  }

  private PgStore store() {
    var database = new Database(source());
    return new PgStore(database, new PgAudit(database));
  }

  private static boolean settled(PgStore store) {
    return store.live(Optional.empty(), Optional.empty()).stream()
        .allMatch(
            s ->
                s.elevation() instanceof Elevation.Pending
                    || s.elevation() instanceof Elevation.Active);
  }

  private void check(PgStore store) throws IOException {
    assertThat(asked).isNotEmpty();
    Set<Long> active = new TreeSet<>();
    for (long number : asked) {
      Elevation state = store.find(new RequestId(number)).orElseThrow().elevation();
      if (state instanceof Elevation.Active) {
        active.add(number);
      }
      if (approved.contains(number)) {
        assertThat(state).isNotInstanceOf(Elevation.Pending.class);
      }
      if (done.contains(number)) {
        assertThat(state).isInstanceOf(Elevation.Terminal.class);
      }
    }
    assertThat(privileges()).containsExactlyInAnyOrderElementsOf(live(store));
    assertThat(privileges()).containsAll(active);
    assertThat(activations()).doesNotHaveDuplicates();
    assertThat(untold()).isZero();
  }

  private static List<Long> live(PgStore store) {
    return store.live(Optional.empty(), Optional.empty()).stream()
        .filter(s -> s.elevation() instanceof Elevation.Active)
        .map(s -> s.id().number())
        .toList();
  }

  private List<Long> privileges() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> Long.parseLong(String.valueOf(f.getFileName()))).toList();
    }
  }

  /** Every activation that the audit log tells of. */
  private List<String> activations() {
    return new Database(source())
        .jdbc()
        .sql(
            "SELECT body::jsonb ->> 'request' FROM audit_entry"
                + " WHERE type = 'moved' AND body::jsonb ->> 'to' = 'active'")
        .query(String.class)
        .list();
  }

  /** S21: intents without an outcome. */
  private long untold() {
    return new Database(source())
        .jdbc()
        .sql(
            """
            SELECT count(*) FROM audit_entry i
             WHERE i.type = 'intent' AND i.body::jsonb ->> 'effect' IN ('provision', 'deprovision')
               AND NOT EXISTS (
                 SELECT 1 FROM audit_entry o
                  WHERE o.type = 'outcome' AND o.index > i.index
                    AND o.body::jsonb ->> 'grant' = i.body::jsonb ->> 'grant'
                    AND o.body::jsonb ->> 'effect' = i.body::jsonb ->> 'effect')""")
        .query(Long.class)
        .single();
  }

  /** The server as a process of its own. */
  private final class Process9 implements AutoCloseable {
    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;

    Process9() throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  Victim.class.getName())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
      answers = process.inputReader(StandardCharsets.UTF_8);
      for (String line :
          List.of(url, server.superuser(), server.password().reveal(), folder.toString())) {
        commands.println(line);
      }
      assertThat(answer()).contains("ready");
    }

    Thread killAfter(long millis) {
      return Thread.ofVirtual()
          .start(
              () -> {
                try {
                  // The moment of death is what is tested; nothing waits for it.
                  Thread.sleep(millis);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                process.destroyForcibly();
              });
    }

    /** Empty when it died before it answered. */
    Optional<String> tell(String command) {
      try {
        commands.println(command);
        return answer();
      } catch (IOException e) {
        return Optional.empty(); // its streams are closed when it is killed
      }
    }

    private Optional<String> answer() throws IOException {
      String line = answers.readLine();
      // Its logging goes to the same place.
      while (line != null && !line.matches("(ack|refused|ready).*")) {
        line = answers.readLine();
      }
      return Optional.ofNullable(line);
    }

    @Override
    public void close() {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
