package dev.hoist.git;

import java.nio.file.Path;
import java.util.Optional;

/** What is needed to read a repository. Files are read anew for each look. */
public sealed interface Access {
  /** A folder on this machine. */
  record Files() implements Access {}

  /**
   * @param ca authorities to trust instead of the system's, as PEM
   */
  record Https(Optional<Login> login, Optional<Path> ca) implements Access {}

  /**
   * @param keyFile a private key without a passphrase, readable by its owner alone
   * @param knownHosts the keys that the server may show, as sshd(8) describes them
   */
  record Ssh(Path keyFile, Path knownHosts) implements Access {}

  /**
   * How to log in.
   *
   * @param passwordFile holds a password or a token, readable by its owner alone
   */
  record Login(String user, Path passwordFile) {}
}
