package dev.hoist.git;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/**
 * The keys that one server may show, from a file as sshd(8) describes it under SSH_KNOWN_HOSTS FILE
 * FORMAT. Nothing is ever added, nobody is asked; an address does not stand for a name. A key that
 * is marked as revoked is refused whatever else is said of it. Authorities (certificates of hosts)
 * are not taken.
 */
final class KnownHosts implements ServerKeyDatabase {
  private static final String REVOKED = "revoked";
  private static final String AUTHORITY = "cert-authority";

  private final String server;
  private final List<PublicKey> known = new ArrayList<>();
  private final List<PublicKey> revoked = new ArrayList<>();
  private volatile Optional<String> refused = Optional.empty();

  private KnownHosts(String server) {
    this.server = server;
  }

  /**
   * @throws UnfitException when the file cannot be read, or knows no key of the server
   */
  static KnownHosts read(Path file, String host, int port) throws UnfitException {
    var hosts = new KnownHosts(host + ":" + port);
    try {
      for (KnownHostEntry entry : KnownHostEntry.readKnownHostEntries(file)) {
        if (REVOKED.equals(entry.getMarker())) {
          hosts.add(hosts.revoked, entry);
        } else if (!AUTHORITY.equals(entry.getMarker()) && entry.isHostMatch(host, port)) {
          hosts.add(hosts.known, entry);
        }
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new UnfitException("known_hosts " + file + " cannot be read: " + e.getMessage(), e);
    }
    if (hosts.algorithms().isEmpty()) {
      throw new UnfitException(
          "known_hosts " + file + " has no key of " + hosts.server + "; add the right one");
    }
    return hosts;
  }

  private void add(List<PublicKey> keys, KnownHostEntry entry)
      throws IOException, GeneralSecurityException {
    @Nullable PublicKey key =
        entry.getKeyEntry().resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.IGNORING);
    if (key != null) {
      keys.add(key);
    }
  }

  /** How the server may prove itself: with the kinds of key that are known, and not by SHA-1. */
  List<String> algorithms() {
    return known.stream()
        .map(KeyUtils::getKeyType)
        .distinct()
        .flatMap(
            type ->
                switch (type) {
                  case KeyPairProvider.SSH_RSA ->
                      Stream.of(
                          KeyUtils.RSA_SHA512_KEY_TYPE_ALIAS, KeyUtils.RSA_SHA256_KEY_TYPE_ALIAS);
                  case KeyPairProvider.SSH_DSS -> Stream.of();
                  default -> Stream.of(type);
                })
        .toList();
  }

  /** Why the server was not believed, when it was not. */
  Optional<String> refused() {
    return refused;
  }

  @Override
  public List<PublicKey> lookup(String address, InetSocketAddress remote, Configuration config) {
    return known;
  }

  @Override
  public boolean accept(
      String address,
      InetSocketAddress remote,
      PublicKey key,
      Configuration config,
      @Nullable CredentialsProvider nobody) {
    boolean good = in(known, key) && !in(revoked, key);
    if (!good) {
      String what = in(revoked, key) ? "is revoked in" : "is not the one in";
      refused =
          Optional.of(
              server
                  + " shows a key that "
                  + what
                  + " known_hosts: "
                  + KeyUtils.getFingerPrint(key));
    }
    return good;
  }

  private static boolean in(List<PublicKey> keys, PublicKey key) {
    return keys.stream().anyMatch(one -> KeyUtils.compareKeys(one, key));
  }
}
