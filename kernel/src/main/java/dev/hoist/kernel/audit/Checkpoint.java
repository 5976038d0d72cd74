package dev.hoist.kernel.audit;

import java.time.Instant;
import java.util.Base64;

/**
 * What the log was at a size (c2sp.org/tlog-checkpoint).
 *
 * @param origin which log: the name of its key
 * @param note the whole signed note, as {@code checkpoint} holds it and as verifiers want it
 */
public record Checkpoint(String origin, long size, Hash root, String note) {
  static Checkpoint sign(NoteSigner signer, long size, Hash root, Instant now) {
    String text = signer.name() + "\n" + size + "\n" + root.base64() + "\n";
    String signatures = signer.signature(text) + signer.cosignature(text, now.getEpochSecond());
    return new Checkpoint(signer.name(), size, root, text + "\n" + signatures);
  }

  /** Reads back what {@link #sign} made with the same key; Ed25519 signs alike each time. */
  static Checkpoint reopen(NoteSigner signer, String note) throws AuditDamagedException {
    String[] lines = note.split("\n", 5);
    try {
      String text = lines[0] + "\n" + lines[1] + "\n" + lines[2] + "\n";
      if (lines[0].equals(signer.name()) && lines[4].startsWith(signer.signature(text))) {
        Hash root = Hash.of(Base64.getDecoder().decode(lines[2]));
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), root, note);
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw refused(signer);
    }
    throw refused(signer);
  }

  private static AuditDamagedException refused(NoteSigner signer) {
    return new AuditDamagedException(
        "the audit log's checkpoint was not signed by "
            + signer.name()
            + "; see: hoist audit verify");
  }
}
