package dev.hoist.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.policy.yaml.SourceLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckTest {
  private static final String GOOD = "apiVersion: hoist/v1\npolicy: %s\n";

  @TempDir Path folder;

  private String seen(Path path) {
    return ProblemRenderer.render(PolicyCheck.run(List.of(path)).load().problems());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aFolderIsAllItsYamlFiles() throws IOException {
    write("b.yaml", GOOD.formatted("b"));
    write("a.yaml", GOOD.formatted("a"));
    write("README.md", "not a policy");
    write(".hidden.yaml", "not a policy");
    Files.createDirectory(folder.resolve("c.yaml"));
    var result = PolicyCheck.run(List.of(folder));
    assertThat(result.good()).isTrue();
    assertThat(result.files()).extracting(PolicyFile::name).containsExactly("a.yaml", "b.yaml");
  }

  @Test
  void aFileThatTheServerWouldPassOverIsAnError() throws IOException {
    write("a.yaml", GOOD.formatted("a"));
    Path deny = write("deny.yml", GOOD.formatted("b"));
    String rename = "policy files end in .yaml; rename it to deny.yaml\n";
    assertThat(seen(folder)).isEqualTo("✗ deny.yml  " + rename);
    assertThat(seen(deny)).isEqualTo("✗ " + deny + "  " + rename);
    Files.move(deny, folder.resolve("DENY.YAML"));
    assertThat(seen(folder)).startsWith("✗ DENY.YAML  policy files end in .yaml");
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException {
    assertThat(seen(folder)).isEqualTo("✗ " + folder + "  no policy file (*.yaml) here\n");
    Path none = folder.resolve("none.yaml");
    assertThat(seen(none)).isEqualTo("✗ " + none + "  cannot be read: there is no such file\n");
    Files.write(folder.resolve("latin.yaml"), "policy: é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(seen(folder)).isEqualTo("✗ latin.yaml  not UTF-8 text\n");
  }

  @Test
  void aFileOfMoreThanAMebibyteIsNotRead() throws IOException {
    write("big.yaml", GOOD.formatted("big") + "#".repeat(1 << 20));
    assertThat(seen(folder)).isEqualTo("✗ big.yaml  larger than 1 MiB; split it by targets\n");
  }

  @Test
  void aFileOfMoreLinesThanPeopleAreShownIsNotTaken() throws IOException {
    String text = GOOD.formatted("long");
    int lines = (int) text.lines().count();
    Path file = write("long.yaml", text + "#\n".repeat(SourceLimits.LINES - lines));
    assertThat(PolicyCheck.run(List.of(file)).good()).isTrue();
    write("long.yaml", text + "#\n".repeat(SourceLimits.LINES - lines + 1));
    assertThat(seen(folder)).contains("more than 10,000 lines; split it by targets");
  }

  @Test
  void oneUnreadFileRejectsTheWholeSet() throws IOException {
    write("a.yaml", GOOD.formatted("a"));
    write("big.yaml", "#".repeat((1 << 20) + 1));
    assertThat(PolicyCheck.run(List.of(folder)).load()).isInstanceOf(Load.Rejected.class);
  }

  @Test
  void theHashIsOfNamesAndTextsAndNotOfTheOrderTheyCameIn() {
    var a = new PolicyFile("a.yaml", GOOD.formatted("a"));
    var b = new PolicyFile("b.yaml", GOOD.formatted("b"));
    assertThat(hash(List.of(a, b))).isEqualTo(hash(List.of(b, a)));
    assertThat(hash(List.of(a))).isNotEqualTo(hash(List.of(a, b)));
    assertThat(hash(List.of(new PolicyFile("c.yaml", a.text())))).isNotEqualTo(hash(List.of(a)));
    assertThat(hash(List.of(a)))
        .isEqualTo("7e0c489f7d0941ff982557dedd911b2d18bf5516f59285d188a9db54755cc9d2");
  }

  private static String hash(List<PolicyFile> files) {
    return switch (new HoistPolicyLoader().load(files)) {
      case Load.Loaded loaded -> loaded.set().hash().hex();
      case Load.Rejected rejected -> "rejected";
    };
  }
}
