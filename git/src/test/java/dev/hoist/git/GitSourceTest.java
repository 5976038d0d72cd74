package dev.hoist.git;

import static dev.hoist.git.Looks.unfit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyOrigin;
import dev.hoist.kernel.policy.PolicySource.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class GitSourceTest {
  @TempDir Path home;
  private RealGit git;

  @BeforeEach
  void repository() {
    git = new RealGit(home);
  }

  private static GitSettings settings(String url, String folder, Optional<Path> signedBy) {
    return new GitSettings(
        new GitUrl(url), "main", folder, Duration.ofSeconds(30), signedBy, new Access.Files());
  }

  private GitSource source() {
    return source(Optional.empty());
  }

  private GitSource source(Optional<Path> signedBy) {
    return new GitSource(settings(git.url(), "policy", signedBy), home.resolve("scratch"));
  }

  private static Look.Found found(Look look) {
    assertThat(look).isInstanceOf(Look.Found.class);
    return (Look.Found) look;
  }

  private Path allowed(String... lines) throws IOException {
    return Files.write(home.resolve("allowed"), List.of(lines));
  }

  @Test
  void readsTheNewestCommitOfTheFolderOnce() throws IOException {
    git.write("README.md", "hello").write("policy/a.yaml", "á: 1").write("policy/b.txt", "no");
    git.write("policy/sub/c.yaml", "no").write("policy/.d.yaml", "no");
    String commit = git.commit();
    GitSource source = source();

    Look.Found found = found(source.look());
    assertThat(found.files()).containsExactly(new PolicyFile("a.yaml", "á: 1"));
    assertThat(found.origin())
        .isEqualTo(
            new PolicyOrigin(
                PolicyOrigin.Way.GIT, Optional.of(commit), Optional.of("Ana <ana@acme.io>")));
    assertThat(source.look()).isEqualTo(new Look.Same());

    git.write("policy/a.yaml", "a: 2");
    git.commit();
    assertThat(found(source.look()).files()).containsExactly(new PolicyFile("a.yaml", "a: 2"));
  }

  @Test
  void fetchesOneCommitWhateverTheHistory() throws IOException {
    for (int i = 0; i < 5; i++) {
      git.write("policy/a.yaml", "a: " + i);
      git.commit();
    }
    found(source().look());

    assertThat(Files.readAllLines(home.resolve("scratch/shallow"))).hasSize(1);
  }

  @Test
  void aRepositoryThatCannotBeReadIsSaidAndLookedAtAgain() throws IOException {
    git.write("policy/a.yaml", "a: 1");
    git.commit();
    GitSource source = source();
    found(source.look());
    Path away = home.resolve("away");
    Files.move(git.folder, away);

    assertThat(unfit(source.look())).contains("cannot be read");
    Files.move(away, git.folder);
    found(source.look());
  }

  @Test
  void aFileNamedYmlIsNotPassedOver() throws IOException {
    git.write("policy/a.yaml", "a: 1").write("policy/deny.yml", "b: 1");
    git.commit();

    assertThat(unfit(source().look())).contains("deny.yml", "rename it to deny.yaml");
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Files.writeString(home.resolve("secret"), "secret");
    git.write("policy/a.yaml", "a: 1");
    Files.createSymbolicLink(git.folder.resolve("policy/b.yaml"), home.resolve("secret"));
    git.commit();

    assertThat(unfit(source().look())).contains("b.yaml is a link or a submodule");
  }

  @Test
  void aLinkedFolderIsNoFolder() throws IOException {
    git.write("real/a.yaml", "a: 1");
    Files.createSymbolicLink(git.folder.resolve("policy"), Path.of("real"));
    git.commit();

    assertThat(unfit(source().look())).contains("there is no folder policy");
  }

  @Test
  void aSubmoduleIsNotFetched() throws IOException {
    git.write("policy/a.yaml", "a: 1");
    String commit = git.commit();
    git.git("update-index", "--add", "--cacheinfo", "160000," + commit + ",policy/b.yaml");
    git.git("commit", "-q", "-m", "submodule");

    assertThat(unfit(source().look())).contains("b.yaml is a link or a submodule");
  }

  @Test
  void whatIsNotTextOrTooLongIsRefused() throws IOException {
    git.write("policy/a.yaml", new byte[] {'a', (byte) 0xff});
    git.commit();
    GitSource source = source();
    assertThat(unfit(source.look())).contains("a.yaml is not UTF-8");

    git.write("policy/a.yaml", new byte[(1 << 20) + 1]);
    git.commit();
    assertThat(unfit(source.look())).contains("larger than 1 MiB");
  }

  @Test
  void nothingThereIsNoPolicy() throws IOException {
    assertThat(unfit(source().look())).contains("no such branch");
    git.write("policy/a.txt", "a");
    git.commit();

    assertThat(unfit(source().look())).contains("no *.yaml in policy");
  }

  @Test
  void hooksAndSettingsOfARepositoryAreNotRun() throws IOException {
    git.write("policy/a.yaml", "a: 1");
    git.commit();
    Path hook = git.folder.resolve(".git/hooks/pre-upload");
    Files.writeString(hook, "#!/bin/sh\ntouch " + home.resolve("ran") + "\n");
    hook.toFile().setExecutable(true);
    git.git("config", "uploadpack.packObjectsHook", hook.toString());

    found(source().look());
    assertThat(home.resolve("ran")).doesNotExist();
  }

  @Test
  void aCommitSignedByWhomWeKnowIsTaken() throws IOException {
    String key = git.key("dana");
    git.signWith("dana");
    git.write("policy/a.yaml", "a: 1");
    git.commit("-S");

    Look.Found found = found(source(Optional.of(allowed("dana@acme.io " + key))).look());
    assertThat(found.origin().author()).contains("Ana <ana@acme.io>, signed by dana@acme.io");
  }

  @Test
  void anUnsignedCommitIsRefusedOnceTheNextGoodOneIsTaken() throws IOException {
    String key = git.key("dana");
    git.write("policy/a.yaml", "a: 1");
    git.commit();
    GitSource source = source(Optional.of(allowed("dana@acme.io " + key)));

    assertThat(unfit(source.look())).contains("not signed");
    assertThat(source.look()).isEqualTo(new Look.Same());
    git.signWith("dana");
    git.commit("--amend", "-S");
    found(source.look());
  }

  @Test
  void aSignatureOfAnybodyElseIsRefused() throws IOException {
    String dana = git.key("dana");
    git.key("eve");
    git.signWith("eve");
    git.write("policy/a.yaml", "a: 1");
    git.commit("-S");

    assertThat(unfit(source(Optional.of(allowed("dana@acme.io " + dana))).look()))
        .contains("nobody in allowed signed it");
  }

  @Test
  void aSignatureOverSomethingElseIsRefused() throws IOException {
    String key = git.key("dana");
    git.signWith("dana");
    git.write("policy/a.yaml", "a: 1");
    String signed = git.commit("-S");
    String object = git.git("cat-file", "commit", signed).replace("change", "changed");
    Path forged = Files.writeString(home.resolve("forged"), object);
    String hash = git.git("hash-object", "-t", "commit", "-w", forged.toString()).strip();
    git.git("update-ref", "refs/heads/main", hash);

    assertThat(unfit(source(Optional.of(allowed("dana@acme.io " + key))).look()))
        .contains("nobody in allowed signed it");
  }

  @Test
  void aKeyForSomethingElseThanGitOrNoLongerValidIsRefused() throws IOException {
    String key = git.key("dana");
    git.signWith("dana");
    git.write("policy/a.yaml", "a: 1");
    git.commit("-S");

    assertThat(
            unfit(source(Optional.of(allowed("dana@acme.io namespaces=\"file\" " + key))).look()))
        .contains("nobody in allowed signed it");
    assertThat(
            unfit(
                source(Optional.of(allowed("dana@acme.io valid-before=\"20200101\" " + key)))
                    .look()))
        .contains("nobody in allowed signed it");
  }

  @Test
  void withoutTheFileOfSignersNobodyIsTrusted() throws IOException {
    git.write("policy/a.yaml", "a: 1");
    git.commit();

    assertThat(unfit(source(Optional.of(home.resolve("missing"))).look()))
        .contains("allowed signers cannot be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h/r",
        "git://h/r",
        "ssh://h/r",
        "https://u:p@h/r",
        "ext::sh",
        "/srv/r",
        "h:r"
      })
  void otherWaysToARepositoryAreRefused(String url) {
    assertThatThrownBy(() -> settings(url, "", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("url: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/../b", "/a", "a/", "."})
  void aFolderIsInsideTheRepository(String folder) {
    assertThatThrownBy(() -> settings(git.url(), folder, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
