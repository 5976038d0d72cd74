package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hoist.gateway.GatewayConfig.Limits;
import dev.hoist.gateway.recording.RecordingStore;
import dev.hoist.kernel.session.SessionEnd;
import dev.hoist.kernel.session.SessionId;
import dev.hoist.kernel.session.Written;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnrecordableTest {
  @TempDir Path folder;

  @Test
  @DisplayName("S20 a session whose recording cannot be begun is refused and dials nothing")
  void fullFromTheStart() throws Exception {
    try (Stage stage = Stage.in(folder).opener(SwitchedFile.withRoomFor(0)).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.client().hello("t1")) {
        assertThat(client.hear()).contains("FATAL " + Words.UNRECORDED);
      }
      assertThat(onlyEnd(stage).recording()).isEqualTo("0".repeat(64));
      assertThat(stage.target.logins()).isEmpty();
    }
  }

  @Test
  @DisplayName("S20 a disk that fills up ends the session; the statement is not forwarded")
  void fullMidway() throws Exception {
    try (Stage stage = Stage.in(folder).opener(SwitchedFile.withRoomFor(1950)).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        String statement = "z".repeat(700);
        assertThat(client.say(statement).hear()).contains(statement);
        client.say(statement + "2").say(statement + "3");
        String last = lastLine(client);
        assertThat(last).startsWith("FATAL " + Words.UNRECORDED);
        assertThat(stage.target.statements()).doesNotContain(statement + "3");
      }
      SessionEnd end = onlyEnd(stage);
      assertThat(end.why()).isEqualTo("cut: " + Words.UNRECORDED);
      assertThat(
              new RecordingStore(stage.recordings()).written(new SessionId(1)).map(Written::digest))
          .contains(end.recording());
      assertThat(stage.recording(1)).contains("half a line at the end was left out");
    }
  }

  @Test
  @DisplayName("S20 a recording that somebody removes ends its session")
  void removed() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        Files.delete(stage.recordings().resolve("S-1.hrec"));
        client.say("seen");
        assertThat(lastLine(client)).startsWith("FATAL " + Words.UNRECORDED);
      }
      assertThat(onlyEnd(stage).why()).isEqualTo("cut: " + Words.UNRECORDED);
    }
  }

  @Test
  @DisplayName("S20 a recording that somebody cuts short ends its session")
  void cutShort() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        Path file = stage.recordings().resolve("S-1.hrec");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(1);
        }
        client.say("seen");
        assertThat(lastLine(client)).startsWith("FATAL " + Words.UNRECORDED);
      }
      assertThat(onlyEnd(stage).why()).isEqualTo("cut: " + Words.UNRECORDED);
    }
  }

  @Test
  @DisplayName("S20 without its folder nothing can be recorded, so nobody is let in")
  void folderGone() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      Files.delete(stage.recordings());
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.client().hello("t1")) {
        assertThat(client.hear()).contains("FATAL " + Words.UNRECORDED);
      }
      assertThat(stage.target.logins()).isEmpty();
    }
  }

  @Test
  @DisplayName("S20 a recording is never written over")
  void alreadyThere() throws Exception {
    try (Stage stage = Stage.in(folder).open()) {
      Path old = Files.writeString(stage.recordings().resolve("S-1.hrec"), "of long ago\n");
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.client().hello("t1")) {
        assertThat(client.hear()).contains("FATAL " + Words.UNRECORDED);
      }
      assertThat(old).hasContent("of long ago");
    }
  }

  @Test
  @DisplayName("L03 S20 a session that fills its recording ends, and what did not fit did not run")
  void recordingIsFull() throws Exception {
    Limits small =
        new Limits(
            10, 10, 10, new ByteSize(1000), ByteSize.ofMegabytes(1), ByteSize.ofKilobytes(100));
    try (Stage stage = Stage.in(folder).limits(small).open()) {
      stage.desk.grant(Duration.ofMinutes(5), "t1");
      try (LineClient client = stage.loggedIn("t1")) {
        client.say("z".repeat(200_000));
        assertThat(client.hear()).isPresent();
        client.say("too much");
        assertThat(lastLine(client))
            .startsWith("FATAL this session ends, for its recording has reached its bound of 1 MB")
            .contains("connect again; grant G-1 goes on");
      }
      assertThat(stage.target.statements()).doesNotContain("too much");
      SessionEnd end = onlyEnd(stage);
      assertThat(end.why()).contains("reached its bound");
      assertThat(
              new RecordingStore(stage.recordings()).written(new SessionId(1)).map(Written::digest))
          .contains(end.recording());
    }
  }

  private static String lastLine(LineClient client) {
    String last = "";
    for (var line = client.hear(); line.isPresent(); line = client.hear()) {
      last = line.get();
    }
    return last;
  }

  private static SessionEnd onlyEnd(Stage stage) {
    await().until(() -> !stage.desk.ends().isEmpty());
    assertThat(stage.desk.ends()).hasSize(1);
    return stage.desk.ends().getFirst();
  }
}
