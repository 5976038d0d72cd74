package dev.hoist.gateway.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.Written;
import dev.hoist.spi.Recorded;
import dev.hoist.spi.RecordingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
  private static final SessionId SESSION = new SessionId(7);
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir Path folder;

  private static Header header() {
    return new Header(
        SESSION,
        new GrantId(3),
        "ana",
        "orders-demo",
        "fix",
        Instant.parse("2026-11-22T19:46:00Z"));
  }

  private static Recorded statement(String text) {
    return new Recorded.Statement(1, text, List.of(Optional.of("a\"b"), Optional.empty()), false);
  }

  private static void fail(RecordingException e) {
    throw new AssertionError(e);
  }

  private Path file() {
    return folder.resolve("S-7.hrec");
  }

  private String read() throws IOException {
    try (InputStream in =
        new RecordingStore(folder).open(SESSION, Optional.empty()).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void linesReadAsThePackageCommentSays() throws Exception {
    String digest;
    try (var recordings = new RecordingFolder(folder, NEVER, Long.MAX_VALUE / 2)) {
      Recording it = recordings.begin(header(), RecordingTest::fail);
      it.add(statement("select '\u0001\u2603\n'"));
      it.add(new Recorded.Outcome(1, true, "SELECT 1", 1, 31));
      it.commit();
      it.add(new Recorded.Data(2, 4096, "00"));
      it.add(new Recorded.Note("cancel asked for"));
      digest = it.finish();
      assertThat(it.finish()).isEqualTo(digest);
    }
    String[] lines = read().replaceAll("\"t\":\\d+", "\"t\":0").split("\n", -1);
    assertThat(lines)
        .containsExactly(
            "{\"hoist\":\"recording/1\",\"session\":\"S-7\",\"grant\":\"G-3\",\"subject\":\"ana\","
                + "\"target\":\"orders-demo\",\"role\":\"fix\",\"start\":\"2026-11-22T19:46:00Z\"}",
            "{\"t\":0,\"type\":\"statement\",\"number\":1,\"text\":\"select '\\u0001\u2603\\n'\","
                + "\"parameters\":[\"a\\\"b\",null],\"truncated\":false}",
            "{\"t\":0,\"type\":\"outcome\",\"number\":1,\"ok\":true,\"outcome\":\"SELECT 1\","
                + "\"rows\":1,\"bytes\":31}",
            "{\"t\":0,\"type\":\"data\",\"number\":2,\"bytes\":4096,\"sha256\":\"00\"}",
            "{\"t\":0,\"type\":\"note\",\"text\":\"cancel asked for\"}",
            "");
    List<String> written = Files.readAllLines(file());
    assertThat(written.getLast())
        .isEqualTo("{\"type\":\"chunk\",\"n\":2,\"sha256\":\"" + digest + "\"}");
    assertThat(new RecordingStore(folder).written(SESSION)).contains(new Written(digest, 1));
  }

  @Test
  void halfASurrogatePairIsNoReasonToFail() throws Exception {
    try (var recordings = new RecordingFolder(folder, NEVER, Long.MAX_VALUE / 2)) {
      Recording it = recordings.begin(header(), RecordingTest::fail);
      it.add(statement("\ud83d and \ud83d\ude00"));
      it.finish();
    }
    assertThat(read()).contains("\"text\":\"? and \ud83d\ude00\"");
  }

  @Test
  void nobodyElseMayRead() throws Exception {
    try (var recordings = new RecordingFolder(folder.resolve("r"), NEVER, Long.MAX_VALUE / 2)) {
      recordings.begin(header(), RecordingTest::fail).finish();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("r"))))
        .isEqualTo("rwx------");
    Path file = folder.resolve("r").resolve("S-7.hrec");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void groupCommitComesByItself() throws Exception {
    try (var recordings = new RecordingFolder(folder, Duration.ofMillis(20), Long.MAX_VALUE / 2)) {
      Recording it = recordings.begin(header(), RecordingTest::fail);
      it.add(statement("one"));
      await().until(() -> Files.readString(file()).matches("(?s).*one.*\"type\":\"chunk\".*"));
      it.finish();
    }
  }

  @Test
  void megabyteClosesAChunk() throws Exception {
    try (var recordings = new RecordingFolder(folder, NEVER, Long.MAX_VALUE / 2)) {
      Recording it = recordings.begin(header(), RecordingTest::fail);
      for (int i = 0; i < 40; i++) {
        it.add(statement("x".repeat(100_000)));
        it.flush();
      }
      assertThat(Files.readString(file())).contains("{\"type\":\"chunk\",\"n\":3,");
      it.finish();
    }
    assertThat(read().lines()).hasSize(41);
  }

  @Test
  @DisplayName("S22 what a crash leaves reads back to the last whole line, and has a digest")
  void crash() throws Exception {
    oneChunkAndATail();
    assertThat(read()).contains("one", "two").doesNotContain("half a line");
    Files.writeString(file(), "{\"t\":5,\"type\":\"sta", StandardOpenOption.APPEND);
    assertThat(read()).contains("one", "two", "half a line at the end was left out");
    assertThat(new RecordingStore(folder).written(SESSION).map(Written::digest))
        .hasValueSatisfying(it -> assertThat(it).matches("[0-9a-f]{64}"));
  }

  /** As a process leaves it that died before the second commit. */
  private void oneChunkAndATail() throws IOException {
    try (var recordings = new RecordingFolder(folder, NEVER, Long.MAX_VALUE / 2)) {
      Recording it = recordings.begin(header(), RecordingTest::fail);
      it.add(statement("one"));
      it.commit();
      it.add(statement("two"));
      it.flush();
    }
  }

  @Test
  @DisplayName("S22 the digest covers every byte, also those after the last chunk")
  void digestCoversTheTail() throws Exception {
    oneChunkAndATail();
    var store = new RecordingStore(folder);
    Optional<String> before = store.written(SESSION).map(Written::digest);
    byte[] bytes = Files.readAllBytes(file());
    bytes[bytes.length - 1] ^= 1;
    Files.write(file(), bytes);
    assertThat(store.written(SESSION).map(Written::digest)).isPresent().isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "second", "third"})
  @DisplayName("S22 a changed chunk is named and none of it is shown")
  void changed(String word) throws Exception {
    threeChunks();
    Files.writeString(
        file(), Files.readString(file()).replace(word, word.toUpperCase(Locale.ROOT)));
    int chunk = List.of("first", "second", "third").indexOf(word) + 1;
    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the recording of S-7 was altered: chunk " + chunk + " is not what was written");
  }

  @Test
  @DisplayName("S22 a line that is taken out is found")
  void removedLine() throws Exception {
    threeChunks();
    List<String> lines = Files.readAllLines(file());
    Files.write(file(), lines.stream().filter(it -> !it.contains("second")).toList());
    assertThatThrownBy(this::read).hasMessageContaining("chunk 2");
  }

  @Test
  @DisplayName("S22 a recording in another's place is found")
  void swapped() throws Exception {
    threeChunks();
    Files.move(file(), folder.resolve("S-8.hrec"));
    assertThatThrownBy(
            () -> {
              try (InputStream in =
                  new RecordingStore(folder)
                      .open(new SessionId(8), Optional.empty())
                      .orElseThrow()) {
                in.readAllBytes();
              }
            })
        .hasMessage("the file of S-8 is not a recording of that session");
  }

  @Test
  void unknownSessionHasNone() throws Exception {
    assertThat(new RecordingStore(folder).open(SESSION, Optional.empty())).isEmpty();
    assertThat(new RecordingStore(folder).written(SESSION).map(Written::digest)).isEmpty();
  }

  @Test
  @DisplayName("L03 a recording has a bound; how things ended still gets in")
  void full() throws Exception {
    try (var recordings = new RecordingFolder(folder, NEVER, 3000)) {
      Recording it = recordings.begin(header(), RecordingTest::fail);
      it.add(statement("x".repeat(3000)));
      assertThatThrownBy(() -> it.add(statement("DELETE")))
          .isInstanceOfSatisfying(
              RecordingException.class, full -> assertThat(full.isFull()).isTrue())
          .hasMessageContaining("reached its bound of 1 MB");
      it.add(new Recorded.Note("its recording is full"));
      assertThat(new RecordingStore(folder).written(SESSION).map(Written::digest))
          .isNotEqualTo(Optional.empty());
      String digest = it.finish();
      assertThat(new RecordingStore(folder).written(SESSION).map(Written::digest)).contains(digest);
    }
    assertThat(read()).contains("its recording is full").doesNotContain("DELETE");
  }

  @Test
  @DisplayName("S20 a recording is finished only when a sync that is under way has its outcome")
  void finishWaitsForTheSync() throws Exception {
    var slow = new SlowSync();
    try (var recordings = new RecordingFolder(folder, NEVER, 1_000_000, slow::open)) {
      Recording it = recordings.begin(header(), RecordingTest::fail);
      it.add(statement("one"));
      Thread committer = Thread.ofVirtual().start(it::commit);
      slow.entered.await();
      Thread finisher = Thread.ofPlatform().start(it::finish);
      await().until(() -> STOPPED.contains(finisher.getState()));
      slow.release.countDown();
      finisher.join();
      committer.join();
    }
    assertThat(slow.done).containsExactly("synced", "closed");
  }

  private static final Set<Thread.State> STOPPED =
      Set.of(Thread.State.WAITING, Thread.State.TERMINATED);

  /** A real file whose sync takes as long as a test wants. */
  private static final class SlowSync {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> done = new CopyOnWriteArrayList<>();

    RecordingFile open(Path path) throws IOException {
      RecordingFile real = RecordingFile.create(path);
      return new RecordingFile() {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
          return real.write(bytes);
        }

        @Override
        public void sync(long size) throws IOException {
          entered.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          real.sync(size);
          done.add("synced");
        }

        @Override
        public void close() throws IOException {
          real.close();
          done.add("closed");
        }
      };
    }
  }

  private void threeChunks() throws IOException {
    try (var recordings = new RecordingFolder(folder, NEVER, Long.MAX_VALUE / 2)) {
      Recording it = recordings.begin(header(), RecordingTest::fail);
      for (String word : List.of("first", "second", "third")) {
        it.add(statement(word));
        it.commit();
      }
      it.finish();
    }
  }
}
