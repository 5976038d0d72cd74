package dev.hoist.kernel.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ProofsTest {
  private static final int MOST = 600;
  private static final List<Hash> LEAVES =
      Vectors.entries(0, MOST).stream().map(Hash::leaf).toList();
  private static final Subtrees TREE =
      (height, index) -> {
        int from = Math.toIntExact(index << height);
        return Frontier.complete(LEAVES.subList(from, from + (1 << height)));
      };

  /** Two numbers, the first below the second. */
  record Pair(int low, int high) {}

  @Property
  @Label("S22 every entry's inclusion is proved, and the proof proves nothing else")
  void inclusion(@ForAll("pairs") Pair pair, @ForAll @IntRange(max = MOST - 1) int other)
      throws IOException {
    List<Hash> proof = Proofs.inclusion(pair.low, pair.high, TREE);
    Hash leaf = LEAVES.get(pair.low);
    assertThat(Proofs.includes(pair.low, pair.high, leaf, proof, root(pair.high))).isTrue();
    if (other != pair.low) {
      Hash otherLeaf = LEAVES.get(other);
      assertThat(Proofs.includes(pair.low, pair.high, otherLeaf, proof, root(pair.high))).isFalse();
      assertThat(Proofs.includes(other, pair.high, leaf, proof, root(pair.high))).isFalse();
    }
    if (other != pair.high) {
      assertThat(Proofs.includes(pair.low, pair.high, leaf, proof, root(other))).isFalse();
    }
  }

  @Property
  @Label("S22 every state's consistency is proved, and the proof proves nothing else")
  void consistency(@ForAll("pairs") Pair pair, @ForAll @IntRange(max = MOST) int other)
      throws IOException {
    List<Hash> proof = Proofs.consistency(pair.low, pair.high, TREE);
    Hash older = root(pair.low);
    Hash newer = root(pair.high);
    assertThat(Proofs.consistent(pair.low, pair.high, older, newer, proof)).isTrue();
    if (other != pair.low) {
      assertThat(Proofs.consistent(pair.low, pair.high, root(other), newer, proof)).isFalse();
    }
    if (other != pair.high && pair.low > 0) {
      assertThat(Proofs.consistent(pair.low, pair.high, older, root(other), proof)).isFalse();
    }
  }

  @Property
  @Label("S22 a proof with a hash changed, dropped or added is none")
  void mangled(
      @ForAll("pairs") Pair pair, @ForAll @IntRange(max = 20) int at, @ForAll boolean included)
      throws IOException {
    List<Hash> proof =
        included
            ? Proofs.inclusion(pair.low, pair.high, TREE)
            : Proofs.consistency(pair.low, pair.high, TREE);
    for (List<Hash> mangled : manglings(proof, at)) {
      assertThat(holds(pair, included, mangled)).isFalse();
    }
  }

  private static List<List<Hash>> manglings(List<Hash> proof, int at) {
    List<List<Hash>> manglings = new ArrayList<>();
    List<Hash> longer = new ArrayList<>(proof);
    longer.add(Math.min(at, proof.size()), Hash.EMPTY);
    manglings.add(longer);
    if (!proof.isEmpty()) {
      List<Hash> changed = new ArrayList<>(proof);
      changed.set(at % proof.size(), Hash.EMPTY);
      manglings.add(changed);
      List<Hash> shorter = new ArrayList<>(proof);
      shorter.remove(at % proof.size());
      manglings.add(shorter);
    }
    return manglings;
  }

  private static boolean holds(Pair pair, boolean included, List<Hash> proof) {
    return included
        ? Proofs.includes(pair.low, pair.high, LEAVES.get(pair.low), proof, root(pair.high))
        : Proofs.consistent(pair.low, pair.high, root(pair.low), root(pair.high), proof);
  }

  @Provide
  Arbitrary<Pair> pairs() {
    return Arbitraries.integers()
        .between(1, MOST)
        .flatMap(
            high -> Arbitraries.integers().between(0, high - 1).map(low -> new Pair(low, high)));
  }

  private static Hash root(int size) {
    try {
      return Proofs.range(0, size, TREE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
