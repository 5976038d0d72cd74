package dev.hoist.kernel.change;

import dev.hoist.kernel.elevation.Digest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeSet;

/** The canonical bytes of a proposal: every field with its length before it. */
final class ProposalDigest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private ProposalDigest() {}

  static Digest of(Proposal proposal) {
    try {
      var canonical = new ProposalDigest();
      canonical.write(proposal);
      return new Digest(HexFormat.of().formatHex(sha256(canonical.bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a byte array does not fail
    }
  }

  private void write(Proposal p) throws IOException {
    text("hoist/policy-change/v1");
    out.writeLong(p.id().number());
    text(p.author().id().toString());
    text(p.author().person().toString());
    text(p.author().name());
    text(p.way().name());
    text(p.base().hex());
    text(p.proposed().hex());
    out.writeInt(p.touched().size());
    for (Touched touched : p.touched()) {
      text(touched.file());
      text(touched.how().name());
      texts(new TreeSet<>(touched.owners()));
    }
    texts(p.reason().stream().toList());
    text(p.at().toString());
  }

  private void texts(Collection<String> values) throws IOException {
    out.writeInt(values.size());
    for (String value : values) {
      text(value);
    }
  }

  /** UTF-16 as it is: an encoding that replaces what it cannot write would let texts collide. */
  private void text(String value) throws IOException {
    out.writeInt(value.length());
    out.writeChars(value);
  }

  private static byte[] sha256(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
