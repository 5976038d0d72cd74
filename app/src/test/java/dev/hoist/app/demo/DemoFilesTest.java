package dev.hoist.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A demo that finds its target's port taken, with a policy that somebody edited. */
class DemoFilesTest {
  private static final String REST =
      """
      roles:
        read: {on: orders-demo, grants: ["SELECT ON orders"]}
      rules:
        - {name: all, who: [user:ana], roles: [read], approval: none, grant: {max: 1h}}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
          orders-demo:
            kind: postgres
            address: localhost:5001 # the demo's
        """,
        "  orders-demo: {kind: postgres, address: localhost:5001}\n",
        "  orders-demo: {address: \"localhost:5001\", kind: postgres}\n",
        """
          other: {kind: postgres, address: "db.example:5432"}
          orders-demo: {kind: postgres, address: localhost:5001}
        """
      })
  void theAddressMovesAndAllElseStays(String targets) {
    String before = "apiVersion: hoist/v1\npolicy: orders\ntargets:\n" + targets + REST;
    assertThat(DemoFiles.moved(before, "localhost:6002"))
        .isEqualTo(before.replace("localhost:5001", "localhost:6002"))
        .contains("localhost:6002");
  }

  @Test
  void whatIsNoPolicyOrHasNoSuchTargetIsLeftAlone() {
    assertThat(DemoFiles.moved("targets: [", "localhost:6002")).isEqualTo("targets: [");
    assertThat(DemoFiles.moved("", "localhost:6002")).isEmpty();
  }
}
