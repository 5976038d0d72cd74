package dev.hoist.app.demo;

import dev.hoist.app.PolicyKinds;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.policy.HoistPolicyLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/** The files that an administrator would write: policy, the account on the target, passwords. */
final class DemoFiles {
  private static final String POLICY = "policy/orders.yaml";

  private final Path folder;

  DemoFiles(Path folder) {
    this.folder = folder;
  }

  /** Makes the connector's account on the target, and the files that speak of it. */
  void write(DemoTarget target) throws IOException, SQLException {
    Secret connector = secret("connector.password");
    target.admitConnector(connector);
    replace(
        "connections.yaml",
        """
        orders-demo:
          user: %s
          password_file: connector.password
          database: %s
          tls: off              # the demo's target listens on loopback only
          reassign_to: %s
        """
            .formatted(
                DemoTarget.CONNECTOR.account(),
                DemoTarget.DATABASE,
                DemoTarget.CONNECTOR.keeper()));
    Files.createDirectories(folder.resolve("policy"));
    Path policy = folder.resolve(POLICY);
    replace(
        POLICY,
        Files.exists(policy)
            ? moved(Files.readString(policy), target.address())
            : DemoTarget.resource("policy.yaml").replace("${address}", target.address()));
  }

  /**
   * A policy with the target's address as it is now, should its old port be taken. All else, and
   * what is no policy, stays as it was edited.
   */
  static String moved(String policy, String address) {
    var loader = new HoistPolicyLoader(new PolicyKinds(), InstantSource.system());
    return loader.load(List.of(new PolicyFile(POLICY, policy))) instanceof Load.Loaded loaded
        ? loaded.set().targets().stream()
            .filter(target -> target.name().equals(DemoWorld.TARGET))
            .findFirst()
            .map(target -> policy.replace(target.address(), address))
            .orElse(policy)
        : policy;
  }

  /** What everyone in the demo logs in with. */
  Secret peoplesPassword() throws IOException {
    return secret("people.password");
  }

  private Secret secret(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      byte[] random = new byte[18];
      new SecureRandom().nextBytes(random);
      replace(name, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
    }
    return Secret.of(Files.readString(file).strip());
  }

  private void replace(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Path fresh = folder.resolve(name + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
