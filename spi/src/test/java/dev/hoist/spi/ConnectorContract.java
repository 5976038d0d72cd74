package dev.hoist.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.session.Login;
import dev.hoist.kernel.target.RoleDefinition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every connector must do, shown on a real target. A kind's test extends this. */
public abstract class ConnectorContract {
  private static final AtomicLong NUMBERS = new AtomicLong(100);

  private final List<Lease> made = new ArrayList<>();

  /** A connector to a target that runs, with an account as small as the documentation says. */
  protected abstract Connector connector();

  /** The same target, for another installation of hoist. */
  protected abstract Connector ofAnotherInstallation();

  /** A target that nothing listens at. */
  protected abstract Connector ofNobody();

  /** The target that runs, with a wrong password. */
  protected abstract Connector withWrongPassword();

  /** A role that the target can give. */
  protected abstract RoleDefinition role();

  /** A role whose privileges name something that the target does not have. */
  protected abstract RoleDefinition roleOnSomethingMissing();

  /** Whether the target lets this login in now. */
  protected abstract boolean letsIn(Login login);

  /** The end that the target itself puts to the privilege; empty when it cannot. */
  protected abstract Optional<Instant> deadMansExpiry(Login login);

  /** Leaves behind what a provisioning that was cut short may leave. */
  protected abstract void provisionHalf(Lease lease);

  /** Keeps a session open that uses the login; true from what it gives while it is alive. */
  protected abstract Callable<Boolean> openSession(Login login);

  protected final Lease lease() {
    return lease(role());
  }

  protected final Lease lease(RoleDefinition role) {
    Instant until = Instant.now().plus(1, ChronoUnit.HOURS);
    var lease = new Lease(new GrantId(NUMBERS.incrementAndGet()), role, until);
    made.add(lease);
    return lease;
  }

  @AfterEach
  void removeAll() throws ConnectorException {
    for (Lease lease : made) {
      connector().revoke(lease);
    }
  }

  @Test
  @DisplayName("a login works once provisioned, and not after it is revoked")
  void loginWorksThenDoesNot() throws Exception {
    Lease lease = lease();
    Login login = connector().provision(lease);
    assertThat(letsIn(login)).isTrue();
    connector().revoke(lease);
    assertThat(letsIn(login)).isFalse();
  }

  @Test
  @DisplayName("S05 revoking says what was read back")
  void revokingProvesAbsence() throws Exception {
    Lease lease = lease();
    connector().provision(lease);
    assertThat(connector().revoke(lease).readBack()).contains("absent");
    assertThat(connector().present()).doesNotContain(lease.grant());
  }

  @Test
  void provisioningTwiceGivesAFreshLoginForTheSamePrivilege() throws Exception {
    Lease lease = lease();
    Login first = connector().provision(lease);
    Login second = connector().provision(lease);
    assertThat(second.user()).isEqualTo(first.user());
    assertThat(letsIn(second)).isTrue();
    assertThat(letsIn(first)).isFalse();
  }

  @Test
  void revokingTwiceIsTheSameAsOnce() throws Exception {
    Lease lease = lease();
    connector().provision(lease);
    connector().revoke(lease);
    assertThat(connector().revoke(lease).readBack()).contains("absent");
  }

  @Test
  void revokingWhatNeverWasProvesItsAbsence() throws Exception {
    assertThat(connector().revoke(lease()).readBack()).contains("absent");
  }

  @Test
  void whatWasProvisionedByHalfCanBeRemoved() throws Exception {
    Lease lease = lease();
    provisionHalf(lease);
    assertThat(connector().revoke(lease).readBack()).contains("absent");
    assertThat(connector().present()).doesNotContain(lease.grant());
  }

  @Test
  @DisplayName("S03 what is present is listed by grant, and another installation's is not")
  void presentListsOurGrantsOnly() throws Exception {
    Lease lease = lease();
    connector().provision(lease);
    assertThat(connector().present()).contains(lease.grant());
    assertThat(ofAnotherInstallation().present()).doesNotContain(lease.grant());
  }

  @Test
  @DisplayName("S03 another installation's grant of the same number is not touched")
  void installationsDoNotTouchEachOther() throws Exception {
    Lease lease = lease();
    Login ours = connector().provision(lease);
    Login theirs = ofAnotherInstallation().provision(lease);
    assertThat(theirs.user()).isNotEqualTo(ours.user());
    ofAnotherInstallation().revoke(lease);
    assertThat(letsIn(ours)).isTrue();
    assertThat(letsIn(theirs)).isFalse();
  }

  @Test
  @DisplayName("S06 the target itself ends the privilege no later than the grant")
  void targetHasItsOwnExpiry() throws Exception {
    Lease lease = lease();
    Login login = connector().provision(lease);
    assertThat(deadMansExpiry(login))
        .hasValueSatisfying(end -> assertThat(end).isBeforeOrEqualTo(lease.until()));
  }

  @Test
  @DisplayName("S06 provisioning again never moves the target's own expiry past the grant's")
  void provisioningAgainKeepsTheExpiry() throws Exception {
    Lease lease = lease();
    Optional<Instant> before = deadMansExpiry(connector().provision(lease));
    assertThat(deadMansExpiry(connector().provision(lease))).isEqualTo(before);
  }

  @Test
  @DisplayName("S06 extending moves the target's own expiry to the lease's, and nothing else")
  void extendingMovesTheExpiry() throws Exception {
    Lease lease = lease();
    Login login = connector().provision(lease);
    Callable<Boolean> session = openSession(login);
    var longer = new Lease(lease.grant(), lease.role(), lease.until().plus(1, ChronoUnit.HOURS));
    Optional<Instant> before = deadMansExpiry(login);
    connector().extend(longer);
    connector().extend(longer);
    assertThat(deadMansExpiry(login))
        .isEqualTo(before.map(end -> end.plus(1, ChronoUnit.HOURS)))
        .hasValueSatisfying(end -> assertThat(end).isBeforeOrEqualTo(longer.until()));
    assertThat(letsIn(login)).isTrue();
    assertThat(session.call()).isTrue();
  }

  @Test
  @DisplayName("S03 extending what is not there is refused and makes nothing")
  void extendingMakesNothing() throws Exception {
    Lease lease = lease();
    assertThatThrownBy(() -> connector().extend(lease))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.kind()).isEqualTo(ConnectorException.Kind.REFUSED));
    assertThat(connector().present()).doesNotContain(lease.grant());
    assertUnreachable(
        () -> {
          ofNobody().extend(lease);
          return lease;
        });
  }

  @Test
  @DisplayName("S07 a session that is open when its grant is revoked ends")
  void openSessionsEnd() throws Exception {
    Lease lease = lease();
    Callable<Boolean> session = openSession(connector().provision(lease));
    assertThat(session.call()).isTrue();
    connector().revoke(lease);
    assertThat(session.call()).isFalse();
  }

  @Test
  @DisplayName("S15 grants that overlap do not touch each other")
  void grantsDoNotTouchEachOther() throws Exception {
    Lease first = lease();
    Lease second = lease();
    Login ofFirst = connector().provision(first);
    Login ofSecond = connector().provision(second);
    Callable<Boolean> session = openSession(ofSecond);
    connector().revoke(first);
    assertThat(letsIn(ofFirst)).isFalse();
    assertThat(letsIn(ofSecond)).isTrue();
    assertThat(session.call()).isTrue();
  }

  @Test
  @DisplayName("S15 many grants at once, made and removed, all end as asked")
  void manyAtOnce() throws Exception {
    List<Lease> leases = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      leases.add(lease());
    }
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Login>> logins = new ArrayList<>();
      for (Lease lease : leases) {
        logins.add(executor.submit(() -> connector().provision(lease)));
      }
      for (Future<Login> login : logins) {
        assertThat(letsIn(login.get())).isTrue();
      }
      List<Future<Connector.Proof>> proofs = new ArrayList<>();
      for (Lease lease : leases) {
        proofs.add(executor.submit(() -> connector().revoke(lease)));
      }
      for (Future<Connector.Proof> proof : proofs) {
        assertThat(proof.get().readBack()).contains("absent");
      }
    }
  }

  @Test
  void whatTheTargetLacksIsRefusedAndLeavesNothing() throws Exception {
    Lease lease = lease(roleOnSomethingMissing());
    assertThatThrownBy(() -> connector().provision(lease))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.kind()).isEqualTo(ConnectorException.Kind.REFUSED));
    connector().revoke(lease);
    assertThat(connector().present()).doesNotContain(lease.grant());
  }

  @Test
  void targetThatIsDownIsUnreachable() {
    Lease lease = new Lease(new GrantId(1), role(), Instant.now());
    assertUnreachable(() -> ofNobody().provision(lease));
    assertUnreachable(() -> ofNobody().revoke(lease));
    assertUnreachable(() -> ofNobody().present());
  }

  private static void assertUnreachable(Callable<?> call) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.kind()).isEqualTo(ConnectorException.Kind.UNREACHABLE));
  }

  @Test
  void wrongPasswordIsRefused() {
    assertThatThrownBy(() -> withWrongPassword().present())
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.kind()).isEqualTo(ConnectorException.Kind.REFUSED));
  }
}
