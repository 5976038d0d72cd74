package dev.hoist.git;

import static dev.hoist.git.Looks.files;
import static dev.hoist.git.Looks.unfit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the real OpenSSH server. */
final class GitOverSshTest extends RemoteGitTest {
  private static final String KEY = "deploy";

  private RealSshd sshd;

  @BeforeEach
  void serve() throws IOException {
    sshd = new RealSshd(home.resolve("sshd"), List.of(git.key(KEY)));
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  private GitSource source(String url, String key, Path known, Duration longest) {
    return source(url, new Access.Ssh(home.resolve(key), known), longest);
  }

  @Override
  GitSource served() throws IOException {
    return source(KEY, sshd.known("host_ed25519"));
  }

  private GitSource source(String key, String... known) throws IOException {
    return source(sshd.url(git.folder), key, known(known), LONGEST);
  }

  private Path known(String... lines) throws IOException {
    return Files.write(home.resolve("known"), List.of(lines));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ecdsa"})
  void takesKeysOfOtherKinds(String type) throws IOException {
    String key = git.key("other", type);
    sshd.close();
    sshd = new RealSshd(home.resolve("sshd"), List.of(key));

    assertThat(files(source("other", sshd.known("host_ecdsa")).look())).hasSize(1);
  }

  @Test
  void asksForTheKindOfKeyThatIsKnown() throws IOException {
    assertThat(files(source(KEY, sshd.known("host_ecdsa")).look())).hasSize(1);
  }

  @Test
  void namesInTheFileMayBeHashedAndPatterns() throws IOException {
    Path known = known(sshd.known("host_ed25519"));
    Run.in(home, home, List.of("ssh-keygen", "-H", "-f", known.toString()));
    assertThat(Files.readString(known)).startsWith("|1|");
    assertThat(files(source(sshd.url(git.folder), KEY, known, LONGEST).look())).hasSize(1);

    String pattern = "[local*]:" + sshd.port();
    assertThat(files(source(KEY, sshd.known(pattern, "host_ed25519")).look())).hasSize(1);
  }

  @Test
  void aServerWithAnotherKeyGetsNoLogIn() throws IOException {
    String line = "[localhost]:" + sshd.port() + " " + git.key("imposter");

    assertThat(unfit(source(KEY, line).look()))
        .contains("a key that is not the one in known_hosts: SHA256:");
    assertThat(sshd.log()).doesNotContain("Accepted publickey");
  }

  @Test
  void aServerThatIsNotKnownIsNotAsked() throws IOException {
    String other = sshd.known("localhost", "host_ed25519");
    String address = sshd.known("[127.0.0.1]:" + sshd.port(), "host_ed25519");

    assertThat(unfit(source(KEY, other, address).look())).contains("has no key of localhost:");
    assertThat(unfit(source(KEY, "# empty").look())).contains("has no key of localhost:");
    Path missing = home.resolve("missing");
    assertThat(unfit(source(sshd.url(git.folder), KEY, missing, LONGEST).look()))
        .contains("known_hosts " + missing + " cannot be read");
  }

  @Test
  void aRevokedKeyIsRefusedWhereverItStands() throws IOException {
    String good = sshd.known("host_ed25519");

    assertThat(unfit(source(KEY, good, "@revoked " + good).look())).contains("is revoked in");
    assertThat(unfit(source(KEY, "@revoked * " + good.split(" ", 2)[1], good).look()))
        .contains("is revoked in");
  }

  @Test
  void anAuthorityOfHostsIsNoKeyOfAHost() throws IOException {
    assertThat(unfit(source(KEY, "@cert-authority " + sshd.known("host_ed25519")).look()))
        .contains("has no key of");
  }

  @Test
  void aKeyThatTheServerDoesNotKnowIsSaid() throws IOException {
    git.key("eve");

    assertThat(unfit(source("eve", sshd.known("host_ed25519")).look())).contains("Cannot log in");
  }

  /** The agent and the user's own keys would have been let in. */
  @Test
  void noOtherKeyThanTheConfiguredIsTried() throws IOException {
    git.key("eve");
    unfit(source("eve", sshd.known("host_ed25519")).look());

    assertThat(sshd.log().lines().filter(line -> line.contains("Failed publickey")))
        .hasSizeLessThanOrEqualTo(1);
    assertThat(sshd.log()).doesNotContain("Failed password").doesNotContain("keyboard-interactive");
  }

  @Test
  void aKeyThatOthersMayReadOrThatNeedsAPassphraseIsNotUsed() throws IOException {
    Path key = home.resolve(KEY);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(unfit(source(KEY, sshd.known("host_ed25519")).look())).contains("chmod 600");

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Run.in(home, home, List.of("ssh-keygen", "-q", "-p", "-N", "secret", "-f", key.toString()));
    assertThat(unfit(source(KEY, sshd.known("host_ed25519")).look()))
        .contains("without a passphrase");
    assertThat(unfit(source("missing", sshd.known("host_ed25519")).look()))
        .contains("cannot be read");
  }

  @Test
  void aRepositoryThatIsNotThereIsSaid() throws IOException {
    Path known = known(sshd.known("host_ed25519"));

    assertThat(unfit(source(sshd.url(home.resolve("nothing")), KEY, known, LONGEST).look()))
        .contains("cannot be read");
  }

  @Test
  void aServerThatHangsIsNotWaitedForLongerThanSaid() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String host = "localhost:" + silent.getLocalPort();
      Path known = known(sshd.known("[localhost]:" + silent.getLocalPort(), "host_ed25519"));

      assertThat(
              unfit(source("ssh://git@" + host + "/r", KEY, known, Duration.ofSeconds(1)).look()))
          .contains("longer than 1 s");
    }
  }

  @Test
  void aCommandThatHangsOrFloodsIsEnded() throws IOException {
    forceCommand("sleep 1000");
    Path hanging = known(sshd.known("host_ed25519"));
    assertThat(unfit(source(sshd.url(git.folder), KEY, hanging, Duration.ofSeconds(3)).look()))
        .contains("longer than 3 s");

    forceCommand("yes 003e1111111111111111111111111111111111111111");
    Path flooding = known(sshd.known("host_ed25519"));
    assertThat(unfit(source(sshd.url(git.folder), KEY, flooding, LONGEST).look()))
        .contains("cannot be read");
  }

  /** Another server, which runs this whatever is asked of it. */
  private void forceCommand(String command) throws IOException {
    sshd.close();
    List<String> keys = Files.readAllLines(home.resolve(KEY + ".pub"));
    sshd = new RealSshd(home.resolve("sshd"), keys, "ForceCommand " + command);
  }
}
