package dev.hoist.kernel.elevation;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Escalation;
import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Question;
import dev.hoist.kernel.policy.Review;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.policy.Windows;
import dev.hoist.kernel.target.Role;
import dev.hoist.kernel.target.Target;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    text("hoist/request/v2");
    out.writeLong(r.id().number());
    subject(r.requester());
    target(r.target());
    role(r.role());
    text(r.asked().toString());
    optional(r.reason());
    particulars(r.particulars());
    text(r.rule());
    terms(r.terms());
    text(r.policy().hex());
    text(r.at().toString());
  }

  private void subject(Subject subject) throws IOException {
    text(subject.id().toString());
    text(subject.person().toString());
    text(subject.name());
    text(subject.kind().name());
  }

  private void target(Target target) throws IOException {
    text(target.id().toString());
    text(target.name());
    text(target.kind());
    text(target.definition().address());
    var labels = new TreeMap<>(target.definition().labels());
    texts(labels.keySet());
    texts(labels.values());
  }

  private void role(Role role) throws IOException {
    text(role.id().toString());
    text(role.name());
    text(role.definition().target());
    var privileges = new TreeMap<>(role.definition().privileges());
    texts(privileges.keySet());
    for (List<String> values : privileges.values()) {
      texts(values);
    }
  }

  private void particulars(Particulars said) throws IOException {
    optional(said.ticket());
    out.writeBoolean(said.breakGlass());
    out.writeInt(said.fields().size());
    for (var answer : new TreeMap<>(said.fields()).entrySet()) {
      text(answer.getKey());
      // A record prints its type and its value, and each type of answer has one value.
      text(answer.getValue().toString());
    }
  }

  private void terms(Terms terms) throws IOException {
    text(terms.max().toString());
    out.writeInt(terms.stages().size());
    for (Stage stage : terms.stages()) {
      out.writeInt(stage.count());
      texts(new TreeSet<>(stage.from()));
      text(stage.within().toString());
      escalation(stage.escalation());
    }
    limits(terms.limits());
    aftercare(terms.aftercare());
    out.writeInt(terms.questions().size());
    for (Question question : terms.questions()) {
      question(question);
    }
  }

  private void escalation(Optional<Escalation> escalation) throws IOException {
    optional(escalation.map(Escalation::after));
    texts(new TreeSet<>(escalation.map(Escalation::to).orElse(Set.of())));
  }

  private void limits(Limits limits) throws IOException {
    optional(limits.extension().map(Extension::by));
    optional(limits.extension().map(Extension::times));
    optional(limits.idle());
    optional(limits.notBefore());
    optional(limits.notAfter());
    out.writeBoolean(limits.revokeOnChange());
    out.writeInt(limits.windows().size());
    for (Windows windows : limits.windows()) {
      windows(windows);
    }
  }

  private void windows(Windows windows) throws IOException {
    text(windows.zone().getId());
    out.writeInt(windows.hours().size());
    for (Windows.Window window : windows.hours()) {
      text(new TreeSet<>(window.days()).toString());
      text(window.from().toString());
      text(window.to().toString());
    }
  }

  private void aftercare(Aftercare aftercare) throws IOException {
    texts(new TreeSet<>(aftercare.told()));
    optional(aftercare.review().map(Review::within));
    texts(new TreeSet<>(aftercare.review().map(Review::by).orElse(Set.of())));
  }

  private void question(Question question) throws IOException {
    text(question.name());
    text(question.label());
    text(question.sort().name());
    out.writeBoolean(question.required());
    optional(question.pattern());
    texts(question.choices());
    optional(question.least());
    optional(question.most());
    optional(question.message());
  }

  /** Durations, moments and numbers print the same everywhere. */
  private void optional(Optional<?> value) throws IOException {
    out.writeBoolean(value.isPresent());
    text(value.map(Object::toString).orElse(""));
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
