package dev.hoist.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.eclipse.jgit.util.FS;

/**
 * To a server by SSH, with the one key and the one list of servers' keys that are configured. The
 * user's {@code ~/.ssh}, agent and passwords play no part.
 */
final class SshWay extends SshSessionFactory implements Way {
  private static final Path NOWHERE = Path.of("/nonexistent");
  private static final int PORT = 22;

  private final KnownHosts hosts;
  private final SshdSessionFactory real;
  private final Bounds bounds;

  private SshWay(KnownHosts hosts, SshdSessionFactory real, Bounds bounds) {
    this.hosts = hosts;
    this.real = real;
    this.bounds = bounds;
  }

  static SshWay open(GitUrl url, Access.Ssh access, Bounds bounds) throws UnfitException {
    URIish to = url.parts();
    int port = to.getPort() < 0 ? PORT : to.getPort();
    KnownHosts hosts = KnownHosts.read(access.knownHosts(), to.getHost(), port);
    List<KeyPair> keys = keys(access.keyFile());
    SshdSessionFactory real =
        new SshdSessionFactoryBuilder()
            .setHomeDirectory(NOWHERE.toFile())
            .setSshDirectory(NOWHERE.toFile())
            .setConfigStoreFactory((home, file, user) -> new FixedSshConfig(hosts.algorithms()))
            .setPreferredAuthentications("publickey")
            .setDefaultKeysProvider(folder -> keys)
            .setServerKeyDatabase((home, folder) -> hosts)
            .setConnectorFactory(null)
            .build(null);
    return new SshWay(hosts, real, bounds);
  }

  private static List<KeyPair> keys(Path file) throws UnfitException {
    String text = OwnersFile.read("key_file", file).reveal() + "\n";
    var keys = new ArrayList<KeyPair>();
    try {
      SecurityUtils.loadKeyPairIdentities(
              null,
              () -> "key_file",
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              FilePasswordProvider.EMPTY)
          .forEach(keys::add);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      keys.clear();
    }
    if (keys.size() != 1) {
      throw new UnfitException(
          "key_file " + file + " should be a private key without a passphrase");
    }
    return keys;
  }

  @Override
  public void prepare(Transport transport) {
    ((SshTransport) transport).setSshSessionFactory(this);
  }

  @Override
  public RemoteSession2 getSession(URIish uri, CredentialsProvider credentials, FS fs, int millis)
      throws TransportException {
    try {
      return new BoundedSession(real.getSession(uri, credentials, fs, millis), bounds);
    } catch (TransportException e) {
      throw new TransportException(uri, e.getMessage(), why(e));
    }
  }

  private Exception why(TransportException e) {
    return hosts.refused().<Exception>map(why -> new UnfitException(why, e)).orElse(e);
  }

  @Override
  public String getType() {
    return real.getType();
  }

  @Override
  public void close() {
    real.close();
  }
}
