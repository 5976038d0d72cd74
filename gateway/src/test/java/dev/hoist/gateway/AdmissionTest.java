package dev.hoist.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.gateway.GatewayConfig.Limits;
import dev.hoist.kernel.elevation.EndCause;
import dev.hoist.kernel.elevation.GrantId;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Admission admission =
      new Admission(new Limits(3, 2, 1, new ByteSize(1), new ByteSize(1), new ByteSize(1)));

  private static InetAddress address(int... bytes) throws Exception {
    byte[] raw = new byte[bytes.length == 4 ? 4 : 16];
    for (int i = 0; i < bytes.length; i++) {
      raw[i] = (byte) bytes[i];
    }
    return InetAddress.getByAddress(raw);
  }

  @Test
  @DisplayName("S17 addresses of one IPv6 network count as one source")
  void networkIsASource() throws Exception {
    assertThat(admission.enter(address(0x20, 1, 0, 0, 0, 0, 0, 1, 1))).isPresent();
    assertThat(admission.enter(address(0x20, 1, 0, 0, 0, 0, 0, 1, 2))).isPresent();
    assertThat(admission.enter(address(0x20, 1, 0, 0, 0, 0, 0, 1, 3))).isEmpty();
    assertThat(admission.enter(address(0x20, 1, 0, 0, 0, 0, 0, 2, 3))).isPresent();
  }

  @Test
  @DisplayName("S17 all sources together have a cap, and who is refused is counted")
  void overall() throws Exception {
    for (int i = 1; i <= 3; i++) {
      assertThat(admission.enter(address(10, 0, 0, i))).isPresent();
    }
    assertThat(admission.enter(address(10, 0, 0, 9))).isEmpty();
    assertThat(admission.takeRefused()).isEqualTo(1);
    assertThat(admission.takeRefused()).isZero();
  }

  @Test
  void leavingTwiceFreesOnePlace() throws Exception {
    Admission.Ticket ticket = admission.enter(address(10, 0, 0, 1)).orElseThrow();
    assertThat(ticket.reserveSession()).isTrue();
    Admission.Ticket other = admission.enter(address(10, 0, 0, 1)).orElseThrow();
    assertThat(other.reserveSession()).isFalse();
    ticket.letIn();
    ticket.leave();
    ticket.leave();
    assertThat(other.reserveSession()).isTrue();
    assertThat(admission.enter(address(10, 0, 0, 1))).isPresent();
    assertThat(admission.enter(address(10, 0, 0, 1))).isEmpty();
  }

  @Test
  void endedGrantsAreForgottenWhenNoCheckCanStillComeBack() {
    var kept = new Recent<EndCause>(Duration.ofHours(1));
    kept.add(new GrantId(1), EndCause.DONE);
    kept.forgetOld();
    assertThat(kept.of(new GrantId(1))).contains(EndCause.DONE);
    var dropped = new Recent<EndCause>(Duration.ofHours(-1));
    dropped.add(new GrantId(1), EndCause.DONE);
    dropped.forgetOld();
    assertThat(dropped.of(new GrantId(1))).isEmpty();
  }
}
