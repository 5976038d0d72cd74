package dev.hoist.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.cli.support.TestLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFmtTest {
  private static final String WILD = "policy:   orders # ours\napiVersion: hoist/v1\n";
  private static final String TIDY = "apiVersion: hoist/v1\npolicy: orders  # ours\n";

  @TempDir Path home;

  private TestLine.Ran run(String... args) {
    return new TestLine(home).run(args);
  }

  @Test
  void laysOutAFolderAndLeavesAloneWhatItCannotRead() throws IOException {
    Path folder = Files.createDirectory(home.resolve("policy"));
    Path wild = Files.writeString(folder.resolve("a.yaml"), WILD);
    Path tidy = Files.writeString(folder.resolve("b.yaml"), TIDY);
    Path broken = Files.writeString(folder.resolve("c.yaml"), "a: [\n");
    Files.setPosixFilePermissions(wild, PosixFilePermissions.fromString("rw-r-----"));
    TestLine.Ran ran = run("policy", "fmt", folder.toString());

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("✗ c.yaml:")
        .contains("changed  " + wild)
        .doesNotContain("b.yaml");
    assertThat(wild).hasContent(TIDY);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(wild)))
        .isEqualTo("rw-r-----");
    assertThat(tidy).hasContent(TIDY);
    assertThat(broken).hasContent("a: [\n");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void onlyTellsWhenItChecks() throws IOException {
    Path file = Files.writeString(home.resolve("a.yaml"), WILD);
    TestLine.Ran ran = run("policy", "fmt", "--check", file.toString());

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEqualTo("would change  " + file + "\n");
    assertThat(file).hasContent(WILD);
    Files.writeString(file, TIDY);
    assertThat(run("policy", "fmt", "--check", file.toString()))
        .isEqualTo(new TestLine.Ran(0, "✓ 1 file is laid out\n", ""));
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = Files.writeString(home.resolve("real"), WILD);
    Path link = Files.createSymbolicLink(home.resolve("a.yaml"), file);

    assertThat(run("policy", "fmt", link.toString()).exit()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent(TIDY);
  }
}
