package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.FakeApi;
import dev.hoist.cli.support.TestLine;
import dev.hoist.wire.KillView;
import dev.hoist.wire.RequestState;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KillTest {
  private static final String KILL = "POST /api/v1/sessions/S-7/kill";

  @TempDir Path home;
  private final FakeApi api = new FakeApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private TestLine.Ran kill(KillView answer, String... more) {
    api.on(KILL, answer);
    String[] args = {"session", "kill", "s-7", "--reason", "wrong table"};
    return new TestLine(home)
        .at(api)
        .run(
            java.util.stream.Stream.of(args, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new));
  }

  @Test
  void saysWhatWasCutAndWhatWasProved() {
    var ran = kill(new KillView(true, 212, "G-7", RequestState.ENDED, Optional.empty()));

    assertThat(ran.exit()).isZero();
    assertThat(ran.err())
        .isEqualTo(
            "✓ Cut in 0.2s. Grant G-7 revoked; what it gave is removed and verified absent.\n");
    assertThat(api.bodyOf(KILL)).isEqualTo("{\"reason\":\"wrong table\",\"keepGrant\":false}");
  }

  @Test
  void mayLeaveTheGrant() {
    var active = new KillView(false, 0, "G-7", RequestState.ACTIVE, Optional.empty());

    assertThat(kill(active, "--keep-grant").err())
        .isEqualTo("✓ S-7 had ended already. Grant G-7 goes on.\n");
    assertThat(api.bodyOf(KILL)).contains("\"keepGrant\":true");
  }

  @Test
  void saysWhenTheTargetDidNotProveIt() {
    var debt = Optional.of("db:5432 does not answer");
    var ran = kill(new KillView(true, 3, "G-7", RequestState.REVOKING, debt));

    assertThat(ran.exit()).isEqualTo(84);
    assertThat(ran.err()).contains("Cut in 0.0s", "G-7 is revoked", "db:5432 does not answer");
  }
}
