package dev.hoist.control.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Where attempts are counted to come from. */
final class Origin {
  private static final int PREFIX_BYTES = 8;

  private Origin() {}

  /** Whoever has an IPv6 address has the whole /64 it is in. */
  static String of(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), PREFIX_BYTES))
          : address;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
