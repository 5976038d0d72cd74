package dev.hoist.git;

import static dev.hoist.git.Looks.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicySource.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository with one policy file, which a real server serves. */
@Tag("slow")
abstract class RemoteGitTest {
  /** Nothing here is about time: tens of megabytes pass through Git and TLS on a busy machine. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  @TempDir Path home;
  RealGit git;

  @BeforeEach
  void repository() throws IOException {
    git = new RealGit(home);
    git.write("policy/a.yaml", "a: 1");
    git.commit();
  }

  GitSource source(String url, Access access, Duration longest) {
    var settings =
        new GitSettings(
            new GitUrl(url), "main", "policy", Duration.ofSeconds(30), Optional.empty(), access);
    return new GitSource(settings, home.resolve("scratch"), longest);
  }

  /** The repository over a server that is as it should be. */
  abstract GitSource served() throws IOException;

  @Test
  void readsTheNewestCommitOnce() throws IOException {
    GitSource source = served();

    assertThat(files(source.look())).containsExactly(new PolicyFile("a.yaml", "a: 1"));
    assertThat(source.look()).isEqualTo(new Look.Same());
    git.write("policy/a.yaml", "a: 2");
    git.commit();
    assertThat(files(source.look())).containsExactly(new PolicyFile("a.yaml", "a: 2"));
  }
}
