package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.gateway.GatewayConfig.Limits;
import dev.hoist.gateway.GatewayConfig.Listen;
import dev.hoist.gateway.GatewayConfig.Timeouts;
import dev.hoist.kernel.target.TargetDefinition;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigTest {
  @Test
  void defaults() {
    assertThat(Limits.DEFAULT)
        .isEqualTo(
            new Limits(
                256,
                64,
                1000,
                new ByteSize(32_768),
                new ByteSize(16 * 1024 * 1024),
                new ByteSize(1024 * 1024 * 1024)));
    assertThat(Timeouts.DEFAULT)
        .isEqualTo(
            new Timeouts(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMillis(200),
                List.of(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(10))));
  }

  @Test
  void plainOnLoopbackOnly() {
    var protocol = new LineProtocol();
    assertThatThrownBy(() -> new Listen(protocol, new InetSocketAddress(0), true))
        .hasMessageContaining("loopback only");
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    assertThat(new Listen(protocol, loopback, true).plainAllowed()).isTrue();
  }

  @Test
  void endpointFromAddressAndAccount() {
    assertThat(Endpoint.of(target("db.orders.svc:5432"), Map.of("database", "orders")))
        .satisfies(
            it -> {
              assertThat(it.host()).isEqualTo("db.orders.svc");
              assertThat(it.port()).isEqualTo(5432);
              assertThat(it.tls()).isTrue();
              assertThat(it.ca()).isEmpty();
            });
    assertThat(Endpoint.of(target("[::1]:5432"), Map.of("tls", "off", "ca", "/x/ca.pem")))
        .satisfies(
            it -> {
              assertThat(it.host()).isEqualTo("::1");
              assertThat(it.tls()).isFalse();
              assertThat(it.ca()).contains(Path.of("/x/ca.pem"));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "db", ":5432", "db:", "db:x", "db:0", "db:65536", "db:-1"})
  void addressesThatAreNone(String address) {
    assertThatThrownBy(() -> Endpoint.of(target(address), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orders");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "prefer", "on", "OFF"})
  void tlsIsVerifyOrOff(String word) {
    assertThatThrownBy(() -> Endpoint.of(target("db:5432"), Map.of("tls", word)))
        .hasMessageContaining("verify or off");
  }

  private static TargetDefinition target(String address) {
    return new TargetDefinition("orders", "lines", address, Map.of());
  }
}
