package dev.hoist.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.spi.TargetKind.PrivilegeProblem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresKindTest {
  private final PostgresKind kind = new PostgresKind();

  @ParameterizedTest
  @ValueSource(strings = {"db.orders.svc:5432", "127.0.0.1:1", "[::1]:65535", "db_1:5432"})
  void addressesThatAreTaken(String address) {
    assertThat(kind.problems(target(address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "db",
        "db:",
        ":5432",
        "db:0",
        "db:65536",
        "db:5432/orders",
        "::1:5432",
        "a b:1",
        "db:5432,e:1"
      })
  void addressesThatAreNot(String address) {
    assertThat(kind.problems(target(address))).hasSize(1);
  }

  @Test
  void problemsNameKeyAndPlace() {
    var role =
        new RoleDefinition(
            "fix",
            "orders",
            Map.of(
                "grants", List.of("SELECT ON orders", "SELEKT ON orders"),
                "member_of", List.of("orders-owner", "hoist_g7_ab12"),
                "logins", List.of("root")));
    assertThat(kind.problems(role))
        .extracting(PrivilegeProblem::key, PrivilegeProblem::index)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("grants", 1),
            org.assertj.core.groups.Tuple.tuple("member_of", 0),
            org.assertj.core.groups.Tuple.tuple("member_of", 1),
            org.assertj.core.groups.Tuple.tuple("logins", -1));
  }

  @Test
  void aRoleThatGivesNothingIsAProblem() {
    assertThat(kind.problems(new RoleDefinition("none", "orders", Map.of()))).hasSize(1);
  }

  @Test
  void aGoodRoleIsNone() {
    var role =
        new RoleDefinition(
            "fix",
            "orders",
            Map.of(
                "grants", List.of("SELECT ON ALL TABLES IN SCHEMA public"),
                "member_of", List.of("orders_owner")));
    assertThat(kind.problems(role)).isEmpty();
  }

  private static TargetDefinition target(String address) {
    return new TargetDefinition("orders", "postgres", address, Map.of());
  }
}
