package dev.hoist.postgres.connector;

import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.spi.Lease;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Leases of an hour, each of its own grant. */
final class Leases {
  private static final AtomicLong NUMBERS = new AtomicLong(10_000);

  private Leases() {}

  static Lease of(RoleDefinition role) {
    return new Lease(
        new GrantId(NUMBERS.incrementAndGet()), role, Instant.now().plus(1, ChronoUnit.HOURS));
  }

  static Lease of(String... grants) {
    return of(Orders.role(grants));
  }

  static String name(Lease lease) {
    return "hoist_g" + lease.grant().number() + "_ab12";
  }
}
