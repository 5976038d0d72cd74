package dev.hoist.control.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.identity.Subject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A test of changes of the policy, in a world of its own. */
@Tag("slow")
abstract class ChangeTest {
  @TempDir Path path;
  ChangeWorld its;

  @BeforeEach
  void start() throws IOException {
    its = new ChangeWorld(path);
  }

  @AfterEach
  void close() {
    its.close();
  }

  static Refusal why(Changed changed) {
    assertThat(changed).isInstanceOf(Changed.Refused.class);
    return ((Changed.Refused) changed).why();
  }

  static void done(Changed changed) {
    assertThat(changed).isInstanceOf(Changed.Done.class);
  }

  Subject ana() {
    return its.world.ana;
  }

  Subject dana() {
    return its.world.dana;
  }
}
