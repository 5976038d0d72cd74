package dev.hoist.gateway.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.session.RecordingAlteredException;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.Written;
import dev.hoist.spi.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RecordingTamperTest {
  private static final SessionId SESSION = new SessionId(1);

  @Property(tries = 200)
  @Label("S22 any bit flipped anywhere in a finished recording is found, or changes its digest")
  void flipped(
      @ForAll @Size(min = 1, max = 5) List<String> texts,
      @ForAll @IntRange(min = 0, max = 1_000_000) int place,
      @ForAll @IntRange(min = 0, max = 7) int bit)
      throws IOException {
    Path folder = Files.createTempDirectory("recording");
    String digest = record(folder, texts);
    Path file = folder.resolve("S-1.hrec");
    byte[] bytes = Files.readAllBytes(file);
    bytes[place % bytes.length] ^= (byte) (1 << bit);
    Files.write(file, bytes);
    assertThat(digestOrFailure(folder)).isNotEqualTo(digest);
    Files.delete(file);
    Files.delete(folder);
  }

  @Property(tries = 100)
  @Label("S22 a finished recording that lost anything but its last seal has another digest")
  void cutShort(
      @ForAll @Size(min = 1, max = 5) List<String> texts,
      @ForAll @IntRange(min = 1, max = 1_000_000) int less)
      throws IOException {
    Path folder = Files.createTempDirectory("recording");
    String digest = record(folder, texts);
    Path file = folder.resolve("S-1.hrec");
    byte[] bytes = Files.readAllBytes(file);
    int length = bytes.length - 1 - less % (bytes.length - 1);
    int lastSeal = Files.readString(file).lastIndexOf("{\"type\":\"chunk\"");
    Assume.that(length != bytesOf(file, lastSeal));
    Files.write(file, Arrays.copyOf(bytes, length));
    assertThat(digestOrFailure(folder)).isNotEqualTo(digest);
    Files.delete(file);
    Files.delete(folder);
  }

  @Example
  @Label("S22 a recording rewritten as a whole, or gone, is refused before anything of it is shown")
  void rewritten() throws IOException {
    Path folder = Files.createTempDirectory("recording");
    String digest = record(folder, List.of("DELETE FROM refunds"));
    var store = new RecordingStore(folder);
    try (InputStream as = store.open(SESSION, Optional.of(digest)).orElseThrow()) {
      assertThat(new String(as.readAllBytes(), StandardCharsets.UTF_8)).contains("refunds");
    }
    Path file = folder.resolve("S-1.hrec");
    Files.delete(file);
    assertThatThrownBy(() -> store.open(SESSION, Optional.of(digest)))
        .isInstanceOf(RecordingAlteredException.class)
        .hasMessageContainingAll("S-1", digest, "is gone");
    String other = record(folder, List.of("SELECT 1"));
    assertThat(store.open(SESSION, Optional.empty())).isPresent();
    assertThatThrownBy(() -> store.open(SESSION, Optional.of(digest)))
        .isInstanceOf(RecordingAlteredException.class)
        .hasMessageContainingAll("S-1", digest, other);
    Files.delete(file);
    Files.delete(folder);
  }

  private static int bytesOf(Path file, int chars) throws IOException {
    return Files.readString(file).substring(0, chars).getBytes(StandardCharsets.UTF_8).length;
  }

  private static String record(Path folder, List<String> texts) throws IOException {
    try (var recordings = new RecordingFolder(folder, Duration.ofHours(1), Long.MAX_VALUE / 2)) {
      var header = new Header(SESSION, new GrantId(1), "ana", "t", "r", Instant.EPOCH);
      Recording it =
          recordings.begin(
              header,
              e -> {
                throw e;
              });
      for (String text : texts) {
        it.add(new Recorded.Statement(1, text, List.of(Optional.of(text)), false));
        it.commit();
      }
      return it.finish();
    }
  }

  private static String digestOrFailure(Path folder) {
    try {
      return new RecordingStore(folder).written(SESSION).map(Written::digest).orElseThrow();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
