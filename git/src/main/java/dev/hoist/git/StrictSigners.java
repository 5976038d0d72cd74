package dev.hoist.git;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.eclipse.jgit.internal.signing.ssh.OpenSshSigningKeyDatabase;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.signing.ssh.SigningKeyDatabase;
import org.eclipse.jgit.signing.ssh.VerificationException;
import org.jspecify.annotations.Nullable;

/**
 * Who may sign, now as well as when they say they did: a commit's date is whatever its author
 * writes, so a key that is no longer valid could sign for ever. The file is read for each question,
 * for a line may go from it within the same second.
 */
final class StrictSigners implements SigningKeyDatabase {
  private final Supplier<Instant> now;

  StrictSigners(Supplier<Instant> now) {
    this.now = now;
  }

  @Override
  public boolean isRevoked(Repository repository, GpgConfig config, PublicKey key)
      throws IOException {
    return new OpenSshSigningKeyDatabase().isRevoked(repository, config, key);
  }

  @Override
  @SuppressWarnings("NullAway") // JGit's own way to say that there is none
  public String isAllowed(
      Repository repository,
      GpgConfig config,
      PublicKey key,
      String namespace,
      @Nullable PersonIdent committer)
      throws IOException, VerificationException {
    if (committer == null) {
      return null;
    }
    Instant time = now.get();
    if (key instanceof OpenSshCertificate certificate && !valid(certificate, time)) {
      throw new VerificationException(true, "its certificate is not valid now");
    }
    var files = new OpenSshSigningKeyDatabase();
    var today =
        new PersonIdent(committer.getName(), committer.getEmailAddress(), time, ZoneOffset.UTC);
    String then = files.isAllowed(repository, config, key, namespace, committer);
    return then == null ? null : files.isAllowed(repository, config, key, namespace, today);
  }

  private static boolean valid(OpenSshCertificate certificate, Instant time) {
    long seconds = time.getEpochSecond();
    return Long.compareUnsigned(seconds, certificate.getValidAfter()) >= 0
        && Long.compareUnsigned(seconds, certificate.getValidBefore()) < 0;
  }
}
