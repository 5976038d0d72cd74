package dev.hoist.git;

import static dev.hoist.git.Looks.files;
import static dev.hoist.git.Looks.unfit;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import dev.hoist.kernel.policy.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Git's own server for HTTP, behind TLS. */
final class GitOverHttpsTest extends RemoteGitTest {
  @TempDir static Path shared;
  private static TestCa ca;

  private final List<GitHttps> servers = new ArrayList<>();

  @BeforeAll
  static void authority() throws IOException {
    ca = new TestCa(shared.resolve("ca"));
  }

  @AfterEach
  void stop() {
    servers.forEach(GitHttps::close);
  }

  private GitHttps serve(HttpHandler handler) throws IOException {
    try {
      var server = new GitHttps(ca.server(), handler);
      servers.add(server);
      return server;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private GitSource source(String url, Optional<Access.Login> login, Optional<Path> trusted) {
    return source(url, new Access.Https(login, trusted), LONGEST);
  }

  private GitSource source(GitHttps server) {
    return source(server.url(), Optional.empty(), Optional.of(ca.pem()));
  }

  @Override
  GitSource served() throws IOException {
    return source(serve(GitHttps.open(home)));
  }

  private GitSource hasty(GitHttps server) {
    var access = new Access.Https(Optional.empty(), Optional.of(ca.pem()));
    return source(server.url(), access, Duration.ofSeconds(1));
  }

  private GitSource loggedIn(GitHttps server, String password, String rights) throws IOException {
    Path file = Files.writeString(home.resolve("password"), password + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    return source(
        server.url(), Optional.of(new Access.Login("hoist", file)), Optional.of(ca.pem()));
  }

  @Test
  void logsInWithThePasswordOfTheFile() throws IOException {
    assertThat(files(loggedIn(serve(GitHttps.guarded(home)), "s3cret", "rw-------").look()))
        .hasSize(1);
  }

  @Test
  void aWrongPasswordIsSaidAndTriedOnce() throws IOException {
    GitHttps server = serve(GitHttps.guarded(home));

    assertThat(unfit(loggedIn(server, "wr0ng", "rw-------").look()))
        .contains("401")
        .contains("password_file")
        .doesNotContain("wr0ng");
    assertThat(server.logins).hasSize(1);
    assertThat(unfit(source(server).look())).contains("whether it needs user");
  }

  @Test
  void aPasswordThatOthersMayReadIsNotUsed() throws IOException {
    GitHttps server = serve(GitHttps.guarded(home));

    assertThat(unfit(loggedIn(server, "s3cret", "rw-r-----").look())).contains("chmod 600");
    assertThat(server.logins).isEmpty();
  }

  @Test
  void aServerOfAnotherAuthorityGetsNothing() throws IOException {
    GitHttps server = serve(GitHttps.open(home));
    Path other = new TestCa(home.resolve("other")).pem();

    assertThat(unfit(source(server.url(), Optional.empty(), Optional.of(other)).look()))
        .contains("cannot be trusted");
    assertThat(unfit(source(server.url(), Optional.empty(), Optional.empty()).look()))
        .contains("cannot be trusted");
    String address = server.url().replace("localhost", "127.0.0.1");
    assertThat(unfit(source(address, Optional.empty(), Optional.of(ca.pem())).look()))
        .contains("cannot be trusted");
    assertThat(server.logins).isEmpty();
  }

  @Test
  void aFileWithoutCertificatesIsNoAuthority() throws IOException {
    GitHttps server = serve(GitHttps.open(home));
    Path empty = Files.writeString(home.resolve("empty.pem"), "");

    assertThat(unfit(source(server.url(), Optional.empty(), Optional.of(empty)).look()))
        .contains("ca " + empty);
    assertThat(
            unfit(source(server.url(), Optional.empty(), Optional.of(home.resolve("no"))).look()))
        .contains("ca " + home.resolve("no"));
  }

  @Test
  void aRedirectIsNotFollowedAndTheLogInNotSentOn() throws IOException {
    GitHttps other = serve(GitHttps.open(home));
    GitHttps first = serve(GitHttps.elsewhere(other.url()));

    assertThat(unfit(loggedIn(first, "s3cret", "rw-------").look())).contains("redirect");
    assertThat(other.logins).isEmpty();
    String clear = other.url().replace("https:", "http:");
    assertThat(unfit(loggedIn(serve(GitHttps.elsewhere(clear)), "s3cret", "rw-------").look()))
        .contains("redirect");
    assertThat(other.logins).isEmpty();
  }

  @Test
  void whatIsNotGitIsSaid() throws IOException {
    assertThat(unfit(source(serve(OddServer.page())).look())).contains("else than Git");
    String missing = serve(GitHttps.open(home)).url().replace("repository", "nothing");
    assertThat(unfit(source(missing, Optional.empty(), Optional.of(ca.pem())).look()))
        .contains("404");
  }

  @Test
  void aServerThatIsNotThereIsSaid() throws IOException {
    GitHttps server = serve(GitHttps.open(home));
    server.close();

    assertThat(unfit(source(server).look())).contains("cannot be read");
  }

  @Test
  void aServerThatHangsOrDribblesIsNotWaitedForLongerThanSaid() throws IOException {
    assertThat(unfit(hasty(serve(OddServer.silent())).look())).contains("longer than 1 s");
    assertThat(unfit(hasty(serve(OddServer.dribbling())).look())).contains("longer than 1 s");
  }

  @Test
  void branchesWithoutEndAreNotKept() throws IOException {
    assertThat(unfit(source(serve(OddServer.endlessBranches())).look())).contains("4 MiB of names");
  }

  @Test
  void tooManyObjectsAreRefusedBeforeRoomIsMadeForThem() throws IOException {
    assertThat(unfit(source(serve(OddServer.pack(Integer.MAX_VALUE - 8))).look()))
        .contains("100,000 files");
    assertThat(unfit(source(serve(OddServer.pack(-1))).look())).contains("100,000 files");
  }

  @Test
  void aHugeFileAnywhereInTheCommitIsRefused() throws IOException {
    git.write("film.bin", new byte[(16 << 20) + 1]);
    git.commit();

    assertThat(unfit(source(serve(GitHttps.open(home))).look())).contains("too large");
  }

  /** Each is little on the wire: it says what differs from another. */
  @Test
  void muchThatUnfoldsFromLittleIsRefused() throws IOException {
    byte[] film = new byte[15 << 20];
    for (int i = 0; i < 20; i++) {
      film[film.length - 1] = (byte) i;
      git.write("film" + i, film);
    }
    git.commit();

    assertThat(unfit(source(serve(GitHttps.open(home))).look())).contains("256 MiB when unpacked");
  }

  @Test
  void aPackThatIsTooLongIsRefused() throws IOException {
    for (int i = 0; i < 5; i++) {
      byte[] noise = new byte[15 << 20];
      new java.util.Random(i).nextBytes(noise);
      git.write("noise" + i, noise);
    }
    git.commit();

    assertThat(unfit(source(serve(GitHttps.open(home))).look())).contains("more than 64 MiB");
  }

  @Test
  void aHistoryThatIsRewrittenIsTakenAsItIs() throws IOException {
    GitSource source = source(serve(GitHttps.open(home)));
    files(source.look());
    git.write("policy/a.yaml", "a: 3");
    git.commit("--amend");

    assertThat(files(source.look())).containsExactly(new PolicyFile("a.yaml", "a: 3"));
  }

  @Test
  void aBranchThatIsMissingOrEmptyIsSaidAndLookedForAgain() throws IOException {
    GitSource source = source(serve(GitHttps.open(home)));
    git.git("branch", "-m", "other");
    assertThat(unfit(source.look())).contains("no such branch");
    git.git("update-ref", "-d", "refs/heads/other");
    assertThat(unfit(source.look())).contains("no such branch");

    git.git("checkout", "-q", "-b", "main");
    git.commit();
    assertThat(files(source.look())).hasSize(1);
  }
}
