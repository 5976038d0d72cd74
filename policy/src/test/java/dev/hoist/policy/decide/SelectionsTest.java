package dev.hoist.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What is found is what going through all of them would find. */
class SelectionsTest {
  @Provide
  Arbitrary<String> kinds() {
    return Arbitraries.of("postgres", "ssh");
  }

  @Provide
  Arbitrary<Map<String, String>> labels() {
    return Arbitraries.maps(Arbitraries.of("env", "app", "team"), Arbitraries.of("a", "b"))
        .ofMinSize(1);
  }

  @Provide
  Arbitrary<List<TargetPage>> selections() {
    return Combinators.combine(kinds(), labels())
        .as((kind, labels) -> new TargetPage("orders.yaml", kind, labels, Map.of()))
        .list()
        .ofMaxSize(20);
  }

  @Property(tries = 500)
  @Label(
      "S08 a target is taken by every selection whose labels it has, in their order, and no other")
  void findsWhatGoingThroughAllWouldFind(
      @ForAll("selections") List<TargetPage> selections,
      @ForAll("kinds") String kind,
      @ForAll("labels") Map<String, String> labels) {
    List<TargetPage> taking = selections.stream().filter(s -> s.takes(kind, labels)).toList();
    assertThat(new Selections(selections).taking(kind, labels)).isEqualTo(taking);
    Statistics.collect(taking.size() > 1);
    Statistics.coverage(c -> c.check(true).percentage(p -> p > 8));
  }
}
