package dev.hoist.control.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OriginTest {
  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
    "2001:db8:1:2::1, 2001:0db8:0001:0002:0:0:0:1, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "192.0.2.1, 192.0.2.2, false",
  })
  void countsANetworkOfIpv6AsOne(String one, String other, boolean same) {
    assertThat(Origin.of(one).equals(Origin.of(other))).isEqualTo(same);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "here", "", "::ffff:192.0.2.1"})
  void leavesTheRestAlone(String address) {
    assertThat(Origin.of(address)).isEqualTo(address);
  }

  @Test
  void understandsScopes() {
    assertThat(Origin.of("fe80::1")).isEqualTo("fe80000000000000");
  }
}
