package dev.hoist.kernel.elevation;

import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Windows;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The canonical bytes of a request: every field with its length before it, so no two requests
 * collide.
 */
final class RequestDigest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private RequestDigest() {}

  static Digest of(Request request) {
    try {
      var canonical = new RequestDigest();
      canonical.write(request);
      return new Digest(HexFormat.of().formatHex(sha256(canonical.bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a byte array does not fail
    }
  }

  private void write(Request r) throws IOException {
    text("hoist/request/v1");
    out.writeLong(r.id().number());
    text(r.requester().id().toString());
    text(r.requester().person().toString());
    text(r.target().id().toString());
    text(r.target().name());
    text(r.target().definition().address());
    text(r.role().id().toString());
    text(r.role().name());
    privileges(r);
    out.writeLong(r.asked().toMillis());
    text(r.reason().orElse(""));
    out.writeLong(r.terms().max().toMillis());
    out.writeInt(r.terms().stages().size());
    for (Stage stage : r.terms().stages()) {
      out.writeInt(stage.count());
      texts(new TreeSet<>(stage.from()));
      out.writeLong(stage.within().toMillis());
      out.writeBoolean(stage.escalation().isPresent());
      if (stage.escalation().isPresent()) {
        out.writeLong(stage.escalation().get().after().toMillis());
        texts(new TreeSet<>(stage.escalation().get().to()));
      }
    }
    limits(r.terms().limits());
  }

  /** What bounds the grant, as text: each part prints the same everywhere. */
  private void limits(Limits limits) throws IOException {
    text(limits.extension().map(Extension::toString).orElse(""));
    text(limits.idle().map(Duration::toString).orElse(""));
    text(limits.notBefore().map(Instant::toString).orElse(""));
    text(limits.notAfter().map(Instant::toString).orElse(""));
    out.writeBoolean(limits.revokeOnChange());
    out.writeInt(limits.windows().size());
    for (Windows windows : limits.windows()) {
      text(windows.zone().getId());
      out.writeInt(windows.hours().size());
      for (Windows.Window window : windows.hours()) {
        text(new TreeSet<>(window.days()).toString());
        text(window.from() + " " + window.to());
      }
    }
  }

  private void privileges(Request r) throws IOException {
    var sorted = new TreeMap<>(r.role().definition().privileges());
    out.writeInt(sorted.size());
    for (var entry : sorted.entrySet()) {
      text(entry.getKey());
      texts(entry.getValue());
    }
  }

  private void texts(Collection<String> values) throws IOException {
    out.writeInt(values.size());
    for (String value : values) {
      text(value);
    }
  }

  private void text(String value) throws IOException {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static byte[] sha256(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
