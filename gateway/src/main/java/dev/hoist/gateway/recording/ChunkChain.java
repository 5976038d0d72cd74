package dev.hoist.gateway.recording;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash chain over a recording's bytes, as the package comment describes. Not thread-safe. */
final class ChunkChain {
  static final String LINE_START = "{\"type\":\"chunk\",";

  private byte[] last = new byte[32];
  private long sealed;
  private long open;
  private MessageDigest running = after(last);

  void add(byte[] bytes, int from, int length) {
    running.update(bytes, from, length);
    open += length;
  }

  /** How many bytes no chunk line covers yet. */
  long open() {
    return open;
  }

  /** The line that would close the chunk now, newline included. */
  byte[] line() {
    return (LINE_START + "\"n\":" + (sealed + 1) + ",\"sha256\":\"" + hash() + "\"}\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Closes the chunk; its line was written. */
  void seal() {
    last = running.digest();
    sealed++;
    open = 0;
    running = after(last);
  }

  /** How many chunks are closed. */
  long sealed() {
    return sealed;
  }

  /** The digest of everything so far, as 64 hex digits. */
  String head() {
    return open == 0 ? HexFormat.of().formatHex(last) : hash();
  }

  private String hash() {
    return HexFormat.of().formatHex(copy(running).digest());
  }

  private static MessageDigest after(byte[] previous) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(previous);
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of the JDK can be copied", e);
    }
  }
}
