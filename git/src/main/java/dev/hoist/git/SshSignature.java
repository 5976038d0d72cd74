package dev.hoist.git;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** The outside of a signature (OpenSSH's PROTOCOL.sshsig), which JGit reads too kindly. */
final class SshSignature {
  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
  private static final String END = "\n-----END SSH SIGNATURE-----";
  private static final Set<String> HASHES = Set.of("sha256", "sha512");
  private static final int PREAMBLE = "SSHSIG".length() + Integer.BYTES;

  private SshSignature() {}

  /**
   * Refuses all that ssh-keygen refuses before it looks at the key: what stands around the armour,
   * and hashes for which somebody may find two commits.
   */
  static void check(byte[] signature) throws UnfitException {
    String armour = new String(signature, StandardCharsets.ISO_8859_1).strip();
    if (!armour.startsWith(BEGIN) || !armour.endsWith(END)) {
      throw new UnfitException("its signature is of another kind; sign it with an SSH key");
    }
    String inside = armour.substring(BEGIN.length(), armour.length() - END.length());
    String hash;
    try {
      hash = hash(ByteBuffer.wrap(Base64.getMimeDecoder().decode(inside)));
    } catch (RuntimeException e) {
      throw new UnfitException("its signature cannot be read", e);
    }
    if (!HASHES.contains(hash)) {
      throw new UnfitException("its signature is by another hash than SHA-256 or SHA-512");
    }
  }

  private static String hash(ByteBuffer signature) {
    signature.position(PREAMBLE);
    skip(signature); // the key
    skip(signature); // the namespace
    skip(signature); // reserved
    byte[] name = new byte[signature.getInt()];
    signature.get(name);
    return new String(name, StandardCharsets.US_ASCII);
  }

  private static void skip(ByteBuffer signature) {
    signature.position(signature.getInt() + signature.position());
  }
}
