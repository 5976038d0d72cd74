package dev.hoist.control.elevation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NamesTest {
  private static final List<String> KNOWN =
      List.of("orders-prod", "orders-demo", "billing", "hr", "users-prod");

  @Test
  void theClosestComesFirst() {
    assertThat(Names.near("order-prod", KNOWN)).startsWith("orders-prod");
    assertThat(Names.near("ORDERS", KNOWN)).containsExactly("orders-demo", "orders-prod");
    assertThat(Names.near("biling", KNOWN)).containsExactly("billing");
  }

  @Test
  void nothingIsInvented() {
    assertThat(Names.near("zzzzzzzzz", KNOWN)).isEmpty();
  }

  @Test
  void edits() {
    assertThat(Names.edits("kitten", "sitting")).isEqualTo(3);
    assertThat(Names.edits("", "abc")).isEqualTo(3);
  }
}
