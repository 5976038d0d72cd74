package dev.hoist.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class DemoTargetTest {
  @Test
  @DisplayName("S05 the demo's target is the same after a restart, so that grants on it can end")
  void keepsItsAddress() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("hoist-target")) {
      Path data = folder.path().resolve("target");
      String first;
      try (DemoTarget target = DemoTarget.start(data)) {
        first = target.address();
        target.script("CREATE ROLE left_behind");
      }
      try (DemoTarget again = DemoTarget.start(data)) {
        assertThat(again.address()).isEqualTo(first);
        assertThat(again.one("SELECT rolname FROM pg_roles WHERE rolname = 'left_behind'"))
            .isEqualTo("left_behind");
      }
    }
  }
}
