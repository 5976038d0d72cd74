package dev.hoist.control.server;

import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.wire.RequestView;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Files in the real language: {@code orders.yaml} is the leads', {@code stock.yaml} sam's. */
final class RealPolicy {
  static final String ORDERS =
      """
      apiVersion: hoist/v1
      policy: orders
      owners: [group:leads]
      groups:
        sre: {idp: sre}
        leads: {idp: leads}
      targets:
        orders: {kind: fake, address: "db:5432"}
      roles:
        read: {on: orders, grants: [SELECT]}
      rules:
        - {name: sre reads, who: group:sre, roles: [read], grant: {max: 1h}, approval: none}
      """;
  static final String STOCK =
      """
      apiVersion: hoist/v1
      policy: stock
      owners: [user:sam]
      targets:
        stock: {kind: fake, address: "db:5433"}
      roles:
        count: {on: stock, grants: [SELECT]}
      rules:
        - {name: sre counts, who: group:sre, roles: [count], grant: {max: 1h}, approval: none}
      """;

  private RealPolicy() {}

  static ApiWorld world() throws IOException {
    return new ApiWorld(
        Map.of("orders.yaml", ORDERS, "stock.yaml", STOCK), new HoistPolicyLoader());
  }

  /** The body of a push. */
  static Map<String, ?> push(String orders, String stock) {
    return Map.of(
        "files",
        List.of(
            Map.of("name", "orders.yaml", "text", orders),
            Map.of("name", "stock.yaml", "text", stock)),
        "reason",
        "a new rule");
  }

  /** Opened by them. */
  static RequestView push(ApiClient who, String orders, String stock) {
    return who.post("/policy/pushes", push(orders, stock)).expect(201).as(RequestView.class);
  }

  static String longer(String file) {
    return file.replace("max: 1h", "max: 2h");
  }
}
