package dev.hoist.kernel.elevation;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Ask;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The digest of a request: over every field of it. */
final class RequestDigest {
  private final Canonical out = new Canonical("hoist/request/v2");

  private RequestDigest() {}

  static Digest of(Request request) {
    var digest = new RequestDigest();
    digest.write(request);
    return digest.out.digest();
  }

  private void write(Request r) {
    out.number(r.id().number());
    subject(r.requester());
    target(r.target());
    role(r.role());
    out.text(r.asked().toString());
    out.optional(r.reason());
    particulars(r.particulars());
    out.text(r.rule());
    terms(r.terms());
    out.text(r.policy().hex());
    out.text(r.at().toString());
    ask(r.terms().ask());
  }

  private void subject(Subject subject) {
    out.text(subject.id().toString());
    out.text(subject.person().toString());
    out.text(subject.name());
    out.text(subject.kind().name());
  }

  private void target(Target target) {
    out.text(target.id().toString());
    out.text(target.name());
    out.text(target.kind());
    out.text(target.definition().address());
    var labels = new TreeMap<>(target.definition().labels());
    out.texts(labels.keySet());
    out.texts(labels.values());
  }

  private void role(Role role) {
    out.text(role.id().toString());
    out.text(role.name());
    out.text(role.definition().target());
    var privileges = new TreeMap<>(role.definition().privileges());
    out.texts(privileges.keySet());
    for (List<String> values : privileges.values()) {
      out.texts(values);
    }
  }

  private void particulars(Particulars said) {
    out.optional(said.ticket());
    out.flag(said.breakGlass());
    out.count(said.fields().size());
    for (var answer : new TreeMap<>(said.fields()).entrySet()) {
      out.text(answer.getKey());
      // A record prints its type and its value, and each type of answer has one value.
      out.text(answer.getValue().toString());
    }
  }

  private void terms(Terms terms) {
    out.text(terms.max().toString());
    out.count(terms.stages().size());
    for (Stage stage : terms.stages()) {
      out.count(stage.count());
      out.texts(new TreeSet<>(stage.from()));
      out.text(stage.within().toString());
      escalation(stage.escalation());
    }
    limits(terms.limits());
    aftercare(terms.aftercare());
    out.count(terms.questions().size());
    for (Question question : terms.questions()) {
      question(question);
    }
  }

  /**
   * Last, and nothing where nothing is asked: requests from before it was kept keep their digest.
   */
  private void ask(Ask ask) {
    if (!ask.equals(Ask.NONE)) {
      out.flag(ask.reason());
      out.optional(ask.ticket());
    }
  }

  private void escalation(Optional<Escalation> escalation) {
    out.optional(escalation.map(Escalation::after));
    out.texts(new TreeSet<>(escalation.map(Escalation::to).orElse(Set.of())));
  }

  private void limits(Limits limits) {
    out.optional(limits.extension().map(Extension::by));
    out.optional(limits.extension().map(Extension::times));
    out.optional(limits.idle());
    out.optional(limits.notBefore());
    out.optional(limits.notAfter());
    out.flag(limits.revokeOnChange());
    out.count(limits.windows().size());
    for (Windows windows : limits.windows()) {
      windows(windows);
    }
  }

  private void windows(Windows windows) {
    out.text(windows.zone().getId());
    out.count(windows.hours().size());
    for (Windows.Window window : windows.hours()) {
      out.text(new TreeSet<>(window.days()).toString());
      out.text(window.from().toString());
      out.text(window.to().toString());
    }
  }

  private void aftercare(Aftercare aftercare) {
    out.texts(new TreeSet<>(aftercare.told()));
    out.optional(aftercare.review().map(Review::within));
    out.texts(new TreeSet<>(aftercare.review().map(Review::by).orElse(Set.of())));
  }

  private void question(Question question) {
    out.text(question.name());
    out.text(question.label());
    out.text(question.sort().name());
    out.flag(question.required());
    out.optional(question.pattern());
    out.texts(question.choices());
    out.optional(question.least());
    out.optional(question.most());
    out.optional(question.message());
  }
}
