package dev.hoist.control.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.audit.AuditEntry;
import dev.hoist.control.store.PgPolicyLog;
import dev.hoist.control.testing.SmallPolicy;
import dev.hoist.control.testing.World;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicyProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class PolicyFolderTest {
  @TempDir Path folder;
  private final World world = new World();
  private Policies policies = new Policies();
  private final List<AuditEntry> told = new ArrayList<>();
  private int changes;

  /** Takes files that say {@code good}; what follows is what roles give. */
  private static final PolicyLoader LOADER =
      files -> {
        String text = files.isEmpty() ? "" : files.getFirst().text();
        return text.startsWith("good")
            ? new Load.Loaded(SmallPolicy.usual().granting(text), List.of())
            : new Load.Rejected(List.of(problem(files)));
      };

  private static PolicyProblem problem(List<PolicyFile> files) {
    return new PolicyProblem(
        PolicyProblem.Severity.ERROR, "a.yaml", 3, 7, "unknown key; " + files.size(), "", 1);
  }

  private PolicyFolder watched() {
    var keeper =
        new PolicyKeeper(
            LOADER, policies, world.registry, told::add, world.time(), () -> changes++);
    return new PolicyFolder(folder, keeper, new PgPolicyLog(world.database));
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), text);
  }

  private String inForce() {
    var set = (SmallPolicy) policies.current().orElseThrow().set();
    return set.grants();
  }

  @BeforeEach
  void first() throws IOException {
    write("good 1");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aChangeIsTakenOverWhenItHasStoodStillForALook() throws IOException {
    PolicyFolder watched = watched();
    watched.load();
    write("good 2");

    watched.look();
    assertThat(inForce()).isEqualTo("good 1");
    watched.look();
    assertThat(inForce()).isEqualTo("good 2");
    watched.look();
    assertThat(changes).isEqualTo(2);
  }

  @Test
  void aBadFileKeepsTheOldSetLoudlyAndOnce() throws IOException {
    PolicyFolder watched = watched();
    watched.load();
    write("bad");
    for (int i = 0; i < 5; i++) {
      watched.look();
    }

    assertThat(inForce()).isEqualTo("good 1");
    assertThat(policies.lastProblem()).isPresent();
    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            AuditEntry.PolicyRejected.class,
            entry -> assertThat(entry.problems()).containsExactly("a.yaml:3:7 unknown key; 1"));
  }

  @Test
  void aFirstStartWithABrokenFolderDeniesEverythingUntilItIsMended() throws IOException {
    nothingWasInForce();
    PolicyFolder watched = watched();
    write("bad");
    watched.load();
    assertThat(policies.current()).isEmpty();
    assertThat(policies.lastProblem()).isPresent();
    assertThat(told).hasSize(1);

    write("good 3");
    watched.look();
    watched.look();

    assertThat(inForce()).isEqualTo("good 3");
    assertThat(policies.lastProblem()).isEmpty();
  }

  /** The world begins with a set of its own. */
  private void nothingWasInForce() {
    world.database.jdbc().sql("ALTER TABLE policy_load DISABLE TRIGGER USER").update();
    world.database.jdbc().sql("DELETE FROM policy_load").update();
  }

  @Test
  void aStartWithABrokenFolderBeginsWithTheLastSetLoudly() throws IOException {
    watched().load();
    policies = new Policies();
    write("bad");

    PolicyFolder watched = watched();
    watched.load();
    assertThat(inForce()).isEqualTo("good 1");
    assertThat(policies.lastProblem()).isPresent();
    assertThat(told).singleElement().isInstanceOf(AuditEntry.PolicyRejected.class);

    write("good 3");
    watched.look();
    watched.look();
    assertThat(inForce()).isEqualTo("good 3");
    assertThat(policies.lastProblem()).isEmpty();
  }

  @Test
  void aStartWithoutItsFolderBeginsWithTheLastSet() throws IOException {
    watched().load();
    policies = new Policies();
    Files.delete(folder.resolve("a.yaml"));
    Files.delete(folder);

    watched().load();
    assertThat(inForce()).isEqualTo("good 1");
    assertThat(policies.lastProblem()).isPresent();
  }

  @Test
  void aFolderThatCannotBeReadKeepsTheOldSet() throws IOException {
    PolicyFolder watched = watched();
    watched.load();
    Files.delete(folder.resolve("a.yaml"));
    Files.delete(folder);

    watched.look();
    watched.look();

    assertThat(inForce()).isEqualTo("good 1");
    assertThat(told).hasSize(1);
  }

  /** A name, and what makes it a file that nobody can read. */
  private interface Spoil {
    void make(Path file) throws IOException;
  }

  private void keepsTheOldSet(String name, Spoil spoil, String told) throws IOException {
    PolicyFolder watched = watched();
    watched.load();
    write("good 2");
    spoil.make(folder.resolve(name));
    for (int i = 0; i < 3; i++) {
      watched.look();
    }

    assertThat(inForce()).isEqualTo("good 1");
    assertThat(this.told)
        .singleElement()
        .isInstanceOfSatisfying(
            AuditEntry.PolicyRejected.class,
            entry -> assertThat(entry.problems()).singleElement().asString().contains(told));
    Files.delete(folder.resolve(name));
    watched.look();
    watched.look();
    assertThat(inForce()).isEqualTo("good 2");
    assertThat(policies.lastProblem()).isEmpty();
  }

  @Test
  void aLinkToNothingIsAnErrorAndNotAFileLess() throws IOException {
    keepsTheOldSet(
        "deny.yaml", f -> Files.createSymbolicLink(f, Path.of("gone")), "a link to what is not");
  }

  @Test
  void aLinkToAFolderIsAnError() throws IOException {
    keepsTheOldSet(
        "deny.yaml", f -> Files.createSymbolicLink(f, Path.of("/")), "deny.yaml is not a file");
  }

  @Test
  void aPipeIsAnErrorAndHoldsNothingUp() throws IOException {
    keepsTheOldSet("deny.yaml", PolicyFolderTest::pipe, "deny.yaml is not a file");
  }

  private static void pipe(Path path) throws IOException {
    try {
      assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aFileNamedYmlIsAnError() throws IOException {
    keepsTheOldSet(
        "deny.yml", f -> Files.writeString(f, "good"), "deny.yml: policy files end in .yaml;");
  }

  @Test
  void whatIsNoUtf8IsAnError() throws IOException {
    keepsTheOldSet(
        "deny.yaml",
        f -> Files.write(f, "good é".getBytes(StandardCharsets.ISO_8859_1)),
        "deny.yaml is not UTF-8 text");
  }

  @Test
  void onlyYamlFilesAreRead() throws IOException {
    Files.writeString(folder.resolve("a.yaml~"), "bad");
    Files.writeString(folder.resolve(".a.yaml"), "bad");
    Files.createDirectory(folder.resolve("0.yaml"));

    watched().load();

    assertThat(inForce()).isEqualTo("good 1");
  }

  @Test
  void everyPolicyThatWasInForceIsKept() throws IOException {
    watched().load();

    int kept =
        world
            .database
            .jdbc()
            .sql("SELECT count(*) FROM policy_version")
            .query(Integer.class)
            .single();
    assertThat(kept).isEqualTo(2); // the world's own, and this one
  }
}
