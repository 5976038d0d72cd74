package dev.hoist.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.SignatureVerifier.SignatureVerification;
import org.eclipse.jgit.lib.SignatureVerifier.TrustLevel;
import org.eclipse.jgit.lib.SignatureVerifiers;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.signing.ssh.SigningKeyDatabase;
import org.jspecify.annotations.Nullable;

/** Whether someone who may has signed a commit, with an SSH key. */
final class Signatures {
  private static final Duration AHEAD = Duration.ofHours(1);

  private final Path allowed;

  /**
   * @param allowed principals and their keys, as ssh-keygen(1) describes under ALLOWED SIGNERS
   */
  Signatures(Path allowed) {
    this.allowed = allowed;
  }

  /**
   * Who signed it.
   *
   * @throws UnfitException when nobody did, or nobody who may
   */
  String check(Repository repository, RevCommit commit) throws IOException, UnfitException {
    if (!Files.isReadable(allowed)) {
      throw new UnfitException("the file of allowed signers cannot be read: " + allowed);
    }
    byte @Nullable [] signature = commit.getRawGpgSignature();
    if (signature == null) {
      throw new UnfitException("it is not signed; sign it with: git commit -S");
    }
    SshSignature.check(signature);
    if (commit.getCommitterIdent().getWhenAsInstant().isAfter(Instant.now().plus(AHEAD))) {
      throw new UnfitException("its date is in the future");
    }
    SigningKeyDatabase.setInstance(new StrictSigners(Instant::now));
    var config = new Config();
    config.setString("gpg", null, "format", "ssh");
    config.setString("gpg", "ssh", "allowedSignersFile", allowed.toAbsolutePath().toString());
    @Nullable SignatureVerification found =
        SignatureVerifiers.verify(repository, new GpgConfig(config), commit);
    if (found == null) {
      throw new UnfitException("its signature is of another kind; sign it with an SSH key");
    }
    boolean good =
        found.verified() && !found.expired() && found.trustLevel().compareTo(TrustLevel.FULL) >= 0;
    if (!good) {
      throw new UnfitException(
          "nobody in " + allowed.getFileName() + " signed it" + told(found.message()));
    }
    return String.valueOf(found.keyUser());
  }

  private static String told(@Nullable String message) {
    return message == null || message.isBlank() ? "" : ": " + message.strip();
  }
}
