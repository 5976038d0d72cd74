package dev.hoist.postgres.protocol.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.postgres.protocol.codec.Violation;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NamesTest {
  private record Thing(String text) implements Names.Weighed {
    @Override
    public int weight() {
      return 10;
    }
  }

  private static final Thing OLD = new Thing("old");
  private static final Thing NEW = new Thing("new");

  private final Names<Thing> names = new Names<>(100);

  private void take(String name, Thing thing) {
    names.confirm(names.propose(name, thing, 0));
  }

  @Test
  void aNameCanBeUsedBeforeItIsConfirmed() {
    names.propose("a", NEW, 3);
    assertThat(names.resolve("a", 3)).isEqualTo(new Names.Meaning<>(List.of(NEW), true));
    assertThat(names.resolve("b", 3)).isEqualTo(new Names.Meaning<>(List.of(), false));
  }

  @Test
  @DisplayName("S18 a name proposed before a Sync does not hide what it may still stand for")
  void bothAreCandidatesWhileTheOutcomeIsOpen() {
    take("a", OLD);
    var proposal = names.propose("a", NEW, 3);
    assertThat(names.resolve("a", 3)).isEqualTo(new Names.Meaning<>(List.of(NEW), true));
    assertThat(names.resolve("a", 4)).isEqualTo(new Names.Meaning<>(List.of(NEW, OLD), false));
    names.reject(proposal);
    assertThat(names.resolve("a", 4)).isEqualTo(new Names.Meaning<>(List.of(OLD), true));
  }

  @Test
  void closedNamesAreGone() {
    take("a", OLD);
    assertThat(names.close("a")).contains(OLD);
    assertThat(names.resolve("a", 9).candidates()).isEmpty();
  }

  @Test
  void theLeastRecentlyUsedIsEvictedFirst() {
    take("a", OLD);
    take("b", NEW);
    names.resolve("a", 9);
    assertThat(names.evict(1, 1000).orElseThrow().getKey()).isEqualTo("b");
    assertThat(names.evict(1, 1000)).isEmpty();
    assertThat(names.evict(5, 1)).isEmpty();
  }

  @Test
  @DisplayName("S20 a name that was only proposed, before a Sync, is not sure to be taken")
  void whatMayHaveFailedIsNotSure() {
    names.propose("a", NEW, 3);
    assertThat(names.resolve("a", 4)).isEqualTo(new Names.Meaning<>(List.of(NEW), false));
  }

  @Test
  @DisplayName("L03 what waits for the target's answer is bounded")
  void proposalsAreWeighed() {
    for (int i = 0; i < 10; i++) {
      names.propose("", OLD, i);
    }
    assertThatThrownBy(() -> names.propose("", NEW, 10)).isInstanceOf(Violation.class);
  }

  @Test
  @DisplayName("L03 a single large proposal is taken, and weighs no more once it is answered")
  void answeredProposalsWeighNothing() {
    Names<Thing> narrow = new Names<>(1);
    for (int i = 0; i < 10; i++) {
      narrow.confirm(narrow.propose("a", OLD, i));
      narrow.reject(narrow.propose("a", NEW, i));
    }
    assertThat(narrow.resolve("a", 10)).isEqualTo(new Names.Meaning<>(List.of(OLD), true));
  }

  @Test
  @DisplayName("L03 a name that could stand for too many things is refused")
  void candidatesAreBounded() {
    for (int i = 0; i <= Names.MOST_CANDIDATES; i++) {
      names.propose("a", OLD, i);
    }
    assertThatThrownBy(() -> names.resolve("a", 99)).isInstanceOf(Violation.class);
  }

  @Test
  @DisplayName("S20 what SQL cannot name stays when SQL frees all names")
  void allButOneAreForgotten() {
    take("", OLD);
    take("a", NEW);
    names.clearExcept("");
    assertThat(names.resolve("", 9)).isEqualTo(new Names.Meaning<>(List.of(OLD), true));
    assertThat(names.resolve("a", 9).candidates()).isEmpty();
  }
}
