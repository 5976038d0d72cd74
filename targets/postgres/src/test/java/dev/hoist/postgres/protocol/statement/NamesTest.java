package dev.hoist.postgres.protocol.statement;

import static org.assertj.core.api.Assertions.assertThat;

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

  private final Names<Thing> names = new Names<>();

  private void take(String name, Thing thing) {
    names.confirm(names.propose(name, thing, 0));
  }

  @Test
  void aNameCanBeUsedBeforeItIsConfirmed() {
    names.propose("a", NEW, 3);
    assertThat(names.resolve("a", 3)).containsExactly(NEW);
    assertThat(names.resolve("b", 3)).isEmpty();
  }

  @Test
  @DisplayName("S18 a name proposed before a Sync does not hide what it may still stand for")
  void bothAreCandidatesWhileTheOutcomeIsOpen() {
    take("a", OLD);
    var proposal = names.propose("a", NEW, 3);
    assertThat(names.resolve("a", 3)).containsExactly(NEW);
    assertThat(names.resolve("a", 4)).containsExactly(NEW, OLD);
    names.reject(proposal);
    assertThat(names.resolve("a", 4)).containsExactly(OLD);
  }

  @Test
  void closedNamesAreGone() {
    take("a", OLD);
    assertThat(names.close("a")).contains(OLD);
    assertThat(names.resolve("a", 9)).isEmpty();
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
}
