package dev.hoist.git;

import static dev.hoist.git.Looks.unfit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.PolicySource.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commits that the real git and ssh-keygen signed, and what files of signers say of them. */
@Tag("slow")
final class SignaturesTest {
  @TempDir Path home;
  private RealGit git;
  private String dana;

  @BeforeEach
  void repository() throws IOException {
    git = new RealGit(home);
    dana = git.key("dana");
    git.signWith("dana");
    git.write("policy/a.yaml", "a: 1");
  }

  private Look look(String... lines) throws IOException {
    Path allowed = Files.write(home.resolve("allowed"), List.of(lines));
    var settings =
        new GitSettings(
            new GitUrl(git.url()),
            "main",
            "policy",
            Duration.ofSeconds(30),
            Optional.of(allowed),
            new Access.Files());
    return new GitSource(settings, home.resolve("scratch")).look();
  }

  /** Signed then, or so it says. */
  private void commitDated(String date) {
    Run.in(git.folder, home, List.of("git", "add", "-A"));
    Run.in(
        git.folder,
        home,
        Map.of("GIT_COMMITTER_DATE", date),
        List.of("git", "commit", "-q", "-S", "-m", "dated"));
  }

  @Test
  @DisplayName("S08 a signed commit that is older than one before does not come back")
  void anOlderCommitDoesNotComeBack() throws IOException {
    commitDated("2026-01-01T00:00:00Z");
    String first = git.git("rev-parse", "HEAD").strip();
    assertThat(look("dana@acme.io " + dana)).isInstanceOf(Look.Found.class);
    git.write("policy/a.yaml", "a: 2");
    commitDated("2026-02-01T00:00:00Z");
    String second = git.git("rev-parse", "HEAD").strip();
    assertThat(look("dana@acme.io " + dana)).isInstanceOf(Look.Found.class);

    git.git("reset", "-q", "--hard", first);
    assertThat(((Look.Unfit) look("dana@acme.io " + dana)).why())
        .contains("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "git revert -S");
    git.git("reset", "-q", "--hard", second);
    assertThat(look("dana@acme.io " + dana)).isInstanceOf(Look.Found.class);
  }

  @Test
  void aMarkThatCannotBeReadIsNoLeaveToGoBack() throws IOException {
    commitDated("2026-01-01T00:00:00Z");
    look("dana@acme.io " + dana);
    Path mark = home.resolve("scratch.newest");
    Files.writeString(mark, Files.readString(mark).replaceFirst("2026", "soon"));
    assertThat(((Look.Unfit) look("dana@acme.io " + dana)).why()).contains(mark.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          dana@acme.io namespaces="git" KEY                  | true
          dana@acme.io namespaces="file,git" KEY             | true
          *@acme.io KEY                                      | true
          dana@acme.io valid-after="20200101" KEY            | true
          dana@acme.io valid-before="20990101" KEY           | true
          # dana@acme.io KEY                                 | false
          dana@acme.io namespaces="file" KEY                 | false
          dana@acme.io namespaces="!git,*" KEY               | false
          dana@acme.io namespaces="" KEY                     | false
          dana@acme.io valid-before="20200101" KEY           | false
          dana@acme.io valid-after="20990101" KEY            | false
          dana@acme.io valid-before="someday" KEY            | false
          dana@acme.io cert-authority KEY                    | false
          dana@acme.io no-such-option KEY                    | false
          KEY                                                | false
          """)
  void aLineSaysForWhatAKeyStands(String line, boolean taken) throws IOException {
    git.commit("-S");

    assertThat(look(line.replace("KEY", dana)) instanceof Look.Found).isEqualTo(taken);
  }

  /** A commit's date is whatever its author writes. */
  @Test
  void aKeyThatIsNoLongerValidCannotSignForThePast() throws IOException {
    commitDated("2019-06-01T12:00:00Z");

    assertThat(unfit(look("dana@acme.io valid-before=\"20200101\" " + dana)))
        .contains("nobody in allowed signed it");
    assertThat(look("dana@acme.io " + dana)).isInstanceOf(Look.Found.class);
  }

  @Test
  void aKeyThatIsNotValidYetCannotSignForTheFuture() throws IOException {
    Instant now = Instant.now();
    commitDated(now.plus(Duration.ofDays(2)).toString());
    String tomorrow = now.plus(Duration.ofDays(1)).toString().substring(0, 10).replace("-", "");

    assertThat(unfit(look("dana@acme.io valid-after=\"" + tomorrow + "\" " + dana)))
        .contains("future");
    assertThat(unfit(look("dana@acme.io " + dana))).contains("future");
  }

  @Test
  void aKeyThatWasStruckFromTheFileIsRefusedAtOnce() throws IOException {
    git.commit("-S");
    assertThat(look("dana@acme.io " + dana)).isInstanceOf(Look.Found.class);

    assertThat(unfit(look("dana@acme.io " + git.key("next")))).contains("nobody in allowed");
  }

  private void certify(String... options) {
    var command =
        new java.util.ArrayList<>(
            List.of("ssh-keygen", "-q", "-s", home.resolve("ca").toString(), "-I", "dana"));
    command.addAll(List.of(options));
    command.add(home.resolve("dana.pub").toString());
    Run.in(home, home, command);
    git.signWith("dana-cert.pub");
    git.commit("-S");
  }

  @Test
  void aCertificateCountsForThePrincipalsItNames() throws IOException {
    String ca = git.key("ca");
    certify("-n", "dana@acme.io");

    assertThat(look("*@acme.io cert-authority " + ca)).isInstanceOf(Look.Found.class);
    assertThat(look("eve@acme.io cert-authority " + ca)).isInstanceOf(Look.Unfit.class);
    assertThat(look("*@acme.io " + ca)).isInstanceOf(Look.Unfit.class);
    assertThat(look("dana@acme.io " + dana)).isInstanceOf(Look.Unfit.class);
  }

  @Test
  void aCertificateForNobodyOrOutOfDateIsRefused() throws IOException {
    String ca = git.key("ca");
    certify();
    assertThat(look("*@acme.io cert-authority " + ca)).isInstanceOf(Look.Unfit.class);

    git.write("policy/a.yaml", "a: 2");
    certify("-n", "dana@acme.io", "-V", "20190101:20200101");
    assertThat(look("*@acme.io cert-authority " + ca)).isInstanceOf(Look.Unfit.class);
  }

  /** Two headers, of which one reader may take the first and another the last. */
  @Test
  void aCommitWithTwoSignaturesIsRefused() throws IOException {
    String signed = git.commit("-S");
    String object = git.git("cat-file", "commit", signed);
    int from = object.indexOf("gpgsig ");
    String header = object.substring(from, object.indexOf("\n\n", from) + 1);
    replace(object.replace(header, header + header));

    assertThat(look("dana@acme.io " + dana)).isInstanceOf(Look.Unfit.class);
  }

  @Test
  void aSignatureForAnotherPurposeIsRefused() throws IOException {
    String object = git.git("cat-file", "commit", git.commit());
    sign(object, "file");
    assertThat(unfit(look("dana@acme.io " + dana))).contains("nobody in allowed");

    sign(object, "git");
    assertThat(look("dana@acme.io " + dana)).isInstanceOf(Look.Found.class);
  }

  @Test
  void aSignatureInAnotherDressIsRefused() throws IOException {
    String object = git.git("cat-file", "commit", git.commit("-S"));
    replace(object.replace("BEGIN SSH SIGNATURE", "BEGIN PGP SIGNATURE"));
    assertThat(unfit(look("dana@acme.io " + dana))).contains("another kind");

    replace(object.replaceAll("(?m)^ -----END SSH SIGNATURE-----\n", ""));
    assertThat(unfit(look("dana@acme.io " + dana))).contains("another kind");
  }

  /** Signs a commit as ssh-keygen -Y sign does, for a purpose. */
  private void sign(String object, String namespace) throws IOException {
    Path file = Files.writeString(home.resolve("object"), object);
    Files.deleteIfExists(home.resolve("object.sig"));
    Run.in(
        home,
        home,
        List.of(
            "ssh-keygen",
            "-q",
            "-Y",
            "sign",
            "-n",
            namespace,
            "-f",
            home.resolve("dana").toString(),
            file.toString()));
    String signature = Files.readString(home.resolve("object.sig")).strip().replace("\n", "\n ");
    int body = object.indexOf("\n\n");
    replace(object.substring(0, body) + "\ngpgsig " + signature + object.substring(body));
  }

  private void replace(String object) throws IOException {
    Path file = Files.writeString(home.resolve("forged"), object);
    String hash = git.git("hash-object", "-t", "commit", "-w", "--literally", file.toString());
    git.git("update-ref", "refs/heads/main", hash.strip());
  }
}
