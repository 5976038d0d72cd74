package dev.hoist.control.change;

import static dev.hoist.control.change.ChangeWorld.A;
import static dev.hoist.control.change.ChangeWorld.B;
import static dev.hoist.control.change.ChangeWorld.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.control.policy.PolicyLog;
import dev.hoist.kernel.change.PolicyChange;
import dev.hoist.kernel.elevation.Refusal;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a change that was agreed to comes into force and into the folder. */
final class PolicyWritingTest extends ChangeTest {
  @Test
  void whatItsOwnerAgreedToIsInForceAndInTheFolder() throws IOException {
    StoredChange push = its.pushed(ana(), with(A, "more"), B);
    assertThat(its.changes.inbox(dana())).hasSize(1);
    assertThat(its.changes.inbox(ana())).isEmpty();
    assertThat(its.inForce()).containsExactly(A, B);

    done(its.approve(push, dana()));
    assertThat(its.inForce()).containsExactly(with(A, "more"), B);
    assertThat(its.file("a.yaml")).isEqualTo(with(A, "more").text());
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Applied.class);
    PolicyLog.Version newest = its.log.list(Optional.empty(), 1).items().getFirst();
    assertThat(newest.origin())
        .isEqualTo(
            new PolicyOrigin(
                PolicyOrigin.Way.PUSH, Optional.of(push.id().toString()), Optional.of("ana")));
    assertThat(its.world.told("policy.proposed").getLast()).contains("changed a.yaml", "because");
    its.folder.look();
    its.folder.look();
    assertThat(its.log.list(Optional.empty(), 1).items().getFirst()).isEqualTo(newest);
  }

  @Test
  void aRemovalNeedsTheOwnersOfWhatIsRemovedAndANewFileTheAdministrators() throws IOException {
    StoredChange push = its.pushed(ana(), B, new PolicyFile("c.yaml", "c\n"));

    done(its.approve(push, its.root));
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Pending.class);
    done(its.approve(push, dana()));
    assertThat(path.resolve("a.yaml")).doesNotExist();
    assertThat(its.file("c.yaml")).isEqualTo("c\n");
  }

  @Test
  void aFolderThatWasEditedIsNotOverwritten() throws IOException {
    StoredChange push = its.pushed(ana(), with(A, "more"), B);
    its.put(with(B, "by hand"));

    assertThat(why(its.approve(push, dana()))).isEqualTo(Refusal.TOO_LATE);
    assertThat(its.file("b.yaml")).isEqualTo(with(B, "by hand").text());
    assertThat(its.inForce()).containsExactly(A, B);
    assertThat(its.refused(ana(), A, with(B, "x")).why()).isEqualTo(Proposed.Why.NOT_NOW);
  }

  @Test
  void whatCouldNotBeWrittenIsWrittenLaterAndStaysInForce() throws IOException {
    Path inTheWay = Files.createDirectories(path.resolve("c.yaml/x"));
    StoredChange push = its.pushed(ana(), with(A, "more"), B, new PolicyFile("c.yaml", "c\n"));
    done(its.approve(push, dana()));
    done(its.approve(push, its.root));
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Agreed.class);
    its.folder.look();
    its.folder.look();
    assertThat(its.inForce()).hasSize(3);

    its.world.restart(); // a crash in between loses nothing
    its.boot();
    assertThat(its.inForce()).hasSize(3);
    Files.delete(inTheWay);
    Files.delete(path.resolve("c.yaml"));
    its.folder.look();
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Applied.class);
    assertThat(its.file("c.yaml")).isEqualTo("c\n");
  }

  @Test
  void whatWasEditedByHandMeanwhileIsNeitherOverwrittenNorDeleted() throws IOException {
    StoredChange push = agreedButNotWritten();
    PolicyFile byHand = with(B, "by hand");
    PolicyFile deny = new PolicyFile("deny.yaml", "deny\n");
    its.put(byHand, deny);

    its.world.restart();
    its.boot();
    its.folder.look();
    assertThat(its.file("a.yaml")).isEqualTo(A.text());
    assertThat(its.file("b.yaml")).isEqualTo(byHand.text());
    assertThat(its.file("deny.yaml")).isEqualTo(deny.text());
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Agreed.class);
    assertThat(its.inForce()).hasSize(3).contains(with(A, "more"));
    assertThat(its.world.policies().lastProblem().orElseThrow().problems())
        .singleElement()
        .satisfies(
            told ->
                assertThat(told.message())
                    .startsWith("b.yaml was edited by hand while " + push.id()));

    its.put(B); // undone: the change is written, and what was added by hand counts with it
    its.folder.look();
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Applied.class);
    its.folder.look();
    its.folder.look();
    assertThat(its.inForce())
        .containsExactly(with(A, "more"), B, new PolicyFile("c.yaml", "c\n"), deny);
    assertThat(its.world.policies().lastProblem()).isEmpty();
  }

  @Test
  void aWriteThatACrashCutShortIsFinished() throws IOException {
    StoredChange push = agreedButNotWritten();
    its.put(with(A, "more")); // this one it came to

    its.world.restart();
    its.boot();
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Applied.class);
    assertThat(its.file("c.yaml")).isEqualTo("c\n");
    assertThat(its.inForce()).hasSize(3);
  }

  @Test
  void aFileToBeRemovedThatWasEditedMeanwhileStays() throws IOException {
    Path inTheWay = Files.createDirectories(path.resolve("c.yaml/x"));
    StoredChange push = its.pushed(ana(), with(A, "more"), new PolicyFile("c.yaml", "c\n"));
    done(its.approve(push, dana()));
    done(its.approve(push, its.world.sam));
    done(its.approve(push, its.root));
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Agreed.class);
    clear(inTheWay);
    its.put(with(B, "by hand"));

    its.world.restart();
    its.boot();
    assertThat(its.file("b.yaml")).isEqualTo(with(B, "by hand").text());
    assertThat(its.now(push)).isInstanceOf(PolicyChange.Agreed.class);
  }

  /** A folder stands where the push's new file has to go, and is gone afterwards. */
  private StoredChange agreedButNotWritten() throws IOException {
    Path inTheWay = Files.createDirectories(path.resolve("c.yaml/x"));
    StoredChange push = its.pushed(ana(), with(A, "more"), B, new PolicyFile("c.yaml", "c\n"));
    done(its.approve(push, dana()));
    done(its.approve(push, its.root));
    clear(inTheWay);
    its.put(A);
    return push;
  }

  private void clear(Path inTheWay) throws IOException {
    Files.delete(inTheWay);
    Files.delete(path.resolve("c.yaml"));
  }

  @Test
  void aLinkInTheFolderIsReplacedAndNotFollowed(@TempDir Path elsewhere) throws IOException {
    Path target = Files.writeString(elsewhere.resolve("target"), A.text());
    Files.delete(path.resolve("a.yaml"));
    Files.createSymbolicLink(path.resolve("a.yaml"), target);

    done(its.approve(its.pushed(ana(), with(A, "more"), B), dana()));
    assertThat(target).hasContent(A.text());
    assertThat(path.resolve("a.yaml")).isRegularFile().hasContent(with(A, "more").text());
    assertThat(Files.isSymbolicLink(path.resolve("a.yaml"))).isFalse();
  }
}
