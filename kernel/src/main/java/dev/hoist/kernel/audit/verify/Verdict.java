package dev.hoist.kernel.audit.verify;

import java.time.Instant;

/** What the verifier found. */
public sealed interface Verdict {
  /**
   * Every entry is the one that was signed.
   *
   * @param size how many entries
   * @param root the root hash, base64
   * @param origin the log's own name
   * @param signedAt when the checkpoint was signed, by the log's clock
   * @param vkey the public key it was checked with
   * @param ownKey whether that key came with the copy itself; then whoever could change the copy
   *     could change the key too, so compare it with one that came another way
   * @param checkpoint the signed note that says all this; a later look at the log can be held
   *     against it
   */
  record Intact(
      long size,
      String root,
      String origin,
      Instant signedAt,
      String vkey,
      boolean ownKey,
      String checkpoint)
      implements Verdict {}

  /**
   * The log is not what was signed.
   *
   * @param index the first entry that cannot be trusted; the size of the log when its entries are
   *     in order but something is there that is not part of it
   * @param file where it shows, relative to the folder
   * @param why what is wrong
   */
  record Broken(long index, String file, String why) implements Verdict {}
}
