package dev.hoist.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicySource.Look;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the real OpenSSH server. */
@Tag("slow")
final class GitOverSshTest {
  private static final String KEY = "deploy";

  @TempDir Path home;
  private RealGit git;
  private RealSshd sshd;

  @BeforeEach
  void serve() throws IOException {
    git = new RealGit(home);
    git.write("policy/a.yaml", "a: 1");
    git.commit();
    sshd = new RealSshd(home.resolve("sshd"), List.of(git.key(KEY)));
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  private GitSource source(String url, String key, Path known, Duration longest) {
    var settings =
        new GitSettings(
            new GitUrl(url),
            "main",
            "policy",
            Duration.ofSeconds(30),
            Optional.empty(),
            new Access.Ssh(home.resolve(key), known));
    return new GitSource(settings, home.resolve("scratch"), longest);
  }

  private GitSource source(String key, String... known) throws IOException {
    return source(sshd.url(git.folder), key, known(known), Duration.ofSeconds(30));
  }

  private Path known(String... lines) throws IOException {
    return Files.write(home.resolve("known"), List.of(lines));
  }

  private static String unfit(Look look) {
    assertThat(look).isInstanceOf(Look.Unfit.class);
    return ((Look.Unfit) look).why();
  }

  private static List<PolicyFile> files(Look look) {
    assertThat(look).isInstanceOf(Look.Found.class);
    return ((Look.Found) look).files();
  }

  @Test
  void readsTheNewestCommitOnce() throws IOException {
    GitSource source = source(KEY, sshd.known("host_ed25519"));

    assertThat(files(source.look())).containsExactly(new PolicyFile("a.yaml", "a: 1"));
    assertThat(source.look()).isEqualTo(new Look.Same());
    git.write("policy/a.yaml", "a: 2");
    git.commit();
    assertThat(files(source.look())).containsExactly(new PolicyFile("a.yaml", "a: 2"));
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
    assertThat(files(source(sshd.url(git.folder), KEY, known, Duration.ofSeconds(30)).look()))
        .hasSize(1);

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
    assertThat(unfit(source(sshd.url(git.folder), KEY, missing, Duration.ofSeconds(30)).look()))
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

    assertThat(
            unfit(
                source(sshd.url(home.resolve("nothing")), KEY, known, Duration.ofSeconds(30))
                    .look()))
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
    sshd.close();
    sshd =
        new RealSshd(
            home.resolve("sshd"),
            Files.readAllLines(home.resolve(KEY + ".pub")),
            "ForceCommand sleep 1000");
    Path hanging = known(sshd.known("host_ed25519"));
    assertThat(unfit(source(sshd.url(git.folder), KEY, hanging, Duration.ofSeconds(3)).look()))
        .contains("longer than 3 s");

    sshd.close();
    sshd =
        new RealSshd(
            home.resolve("sshd"),
            Files.readAllLines(home.resolve(KEY + ".pub")),
            "ForceCommand yes 003e1111111111111111111111111111111111111111");
    Path flooding = known(sshd.known("host_ed25519"));
    assertThat(unfit(source(sshd.url(git.folder), KEY, flooding, Duration.ofSeconds(30)).look()))
        .contains("cannot be read");
  }
}
