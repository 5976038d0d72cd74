package dev.hoist.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hoist.cli.base.Failure;
import dev.hoist.kernel.identity.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContextsTest {
  @TempDir Path home;

  private Contexts contexts() {
    return new Contexts(home.resolve("deep/er/config.yaml"));
  }

  private static Context context(String name) {
    return new Context(
        name,
        Context.server("hoist.example.com"),
        Optional.of(Path.of("/some/ca.pem")),
        Optional.of("ana"));
  }

  @Test
  void keepsWhatWasSavedAndUsesTheLatest() {
    contexts().save(context("one"));
    contexts().save(context("two"));

    assertThat(contexts().all().values()).containsExactly(context("one"), context("two"));
    assertThat(contexts().current()).contains("two");
    contexts().use("one");
    assertThat(contexts().current()).contains("one");
  }

  @Test
  @DisplayName("S23 only the user can read or change the files and their folder")
  void keepsFilesPrivate() throws IOException {
    contexts().save(context("one"));
    contexts().saveToken("one", Secret.of("s3cret"));

    assertThat(mode(contexts().file())).isEqualTo("rw-------");
    assertThat(mode(contexts().credentialsFile())).isEqualTo("rw-------");
    assertThat(mode(home.resolve("deep/er"))).isEqualTo("rwx------");
    assertThat(Files.readString(contexts().file())).doesNotContain("s3cret");
  }

  @Test
  @DisplayName("S23 tokens that others could have read are not used")
  void refusesOpenCredentials() throws IOException {
    contexts().saveToken("one", Secret.of("s3cret"));
    Files.setPosixFilePermissions(
        contexts().credentialsFile(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> contexts().token("one"))
        .satisfies(e -> assertThat(e.next()).contains("chmod 600"));
  }

  @Test
  void forgetsOneTokenAndKeepsTheOthers() {
    contexts().saveToken("one", Secret.of("1"));
    contexts().saveToken("two", Secret.of("2"));
    contexts().forgetToken("one");

    assertThat(contexts().token("one")).isEmpty();
    assertThat(contexts().token("two")).contains(Secret.of("2"));
  }

  @Test
  void namesTheContextsThereAreWhenAskedForAnother() {
    contexts().save(context("one"));

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> contexts().use("won"))
        .satisfies(e -> assertThat(e.next()).isEqualTo("there are: one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"- a list", "contexts: 7", "{", "contexts: {one: {}}", "a: !!java 1"})
  void saysWhichFileIsBroken(String text) throws IOException {
    Path file = Files.writeString(home.resolve("config.yaml"), text);

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> new Contexts(file).all())
        .withMessageContaining(file.toString());
  }

  @Test
  void writesThroughALinkRatherThanReplacingIt() throws IOException {
    Path real = Files.writeString(home.resolve("dotfile.yaml"), "current: one\n");
    Path link = Files.createSymbolicLink(home.resolve("config.yaml"), real);
    new Contexts(link).save(context("one"));

    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(real)).contains("hoist.example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,https://localhost:7443",
    "Hoist.Example.com,https://hoist.example.com:7443",
    "127.0.0.1:9,https://127.0.0.1:9",
    "https://h:1/,https://h:1"
  })
  void readsServers(String text, URI server) {
    assertThat(Context.server(text)).isEqualTo(server);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h", "", "https://", "https://u:p@h", "a b", "ftp://x", "h:99999"})
  void refusesWhatIsNoServer(String text) {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> Context.server(text))
        .withMessageContaining("'" + text + "' is not a server's address");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
