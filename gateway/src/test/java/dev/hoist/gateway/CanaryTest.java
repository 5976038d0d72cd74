package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryTest {
  private static final String TOKEN = "canary-access-token";

  @TempDir Path folder;

  private final Logger ours = Logger.getLogger("dev.hoist");
  private final Lines lines = new Lines();

  @BeforeEach
  void listen() {
    lines.setLevel(Level.ALL);
    ours.setLevel(Level.ALL);
    ours.addHandler(lines);
  }

  @AfterEach
  void stopListening() {
    ours.removeHandler(lines);
    ours.setLevel(null);
  }

  @Test
  @DisplayName("S23 neither the token nor the target's password is ever logged or recorded")
  void secretsStayIn() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      stage.desk.grant(Duration.ofMinutes(5), TOKEN);
      try (LineClient client = stage.loggedIn(TOKEN)) {
        assertThat(client.say("x").hear()).contains("x");
      }
      try (LineClient again = stage.client().hello(TOKEN)) {
        assertThat(again.hear()).isPresent();
      }
      await().until(() -> stage.desk.ends().size() == 1);
    }
    try (Stage stage = Stage.in(folder.resolve("2")).wrongCa().open()) {
      stage.desk.grant(Duration.ofMinutes(5), TOKEN);
      try (LineClient client = stage.client().hello(TOKEN)) {
        assertThat(client.hear()).isPresent();
      }
      await().until(() -> stage.desk.ends().size() == 1);
    }
    assertThat(lines.all).isNotEmpty().noneMatch(CanaryTest::tells);
    assertThat(written()).isNotEmpty().noneMatch(CanaryTest::tells);
  }

  private static boolean tells(String text) {
    return text.contains(TOKEN) || text.contains(Desk.PASSWORD);
  }

  private List<String> written() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(it -> it.toString().endsWith(".hrec")).map(CanaryTest::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps what is logged, stack traces included. */
  private static final class Lines extends Handler {
    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      all.add(new SimpleFormatter().format(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
