package dev.hoist.policy.parse;

import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Windows;
import dev.hoist.policy.model.Effect.Limit;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.yaml.Form;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The key {@code grant} of a rule. */
final class LimitParser {
  private static final int MOST_EXTENSIONS = 20;

  private LimitParser() {}

  static Limit parse(Form rule, ZoneId zone) {
    Optional<Form> grant =
        rule.form("grant", "grant")
            .map(g -> g.only("max", "extend", "idle", "not_before", "not_after", "windows"));
    // A grant that cannot be read never decides: the file is rejected.
    return grant
        .map(g -> limit(g, zone))
        .orElseGet(() -> only(new Located<>(RuleParser.LEAST, rule.at())));
  }

  private static Limit only(Located<Duration> max) {
    return new Limit(
        max,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Limit limit(Form form, ZoneId zone) {
    if (!form.has("max")) {
      form.missing("max", "write the longest it may last, such as max: 1h");
    }
    Optional<Located<Instant>> notBefore = moment(form, "not_before", zone, 0);
    Optional<Located<Instant>> notAfter = moment(form, "not_after", zone, 1);
    if (notBefore.isPresent()
        && notAfter.isPresent()
        && !notBefore.get().value().isBefore(notAfter.get().value())) {
      form.error(notAfter.get().mark(), "not_after is not later than not_before");
    }
    return new Limit(
        form.duration("max", RuleParser.LEAST, RuleParser.MOST)
            .orElse(new Located<>(RuleParser.LEAST, form.at())),
        form.form("extend", "extend").flatMap(LimitParser::extension),
        form.duration("idle", RuleParser.LEAST, RuleParser.MOST).map(Located::value),
        notBefore.map(Located::value),
        notAfter.map(Located::value),
        windows(form, zone));
  }

  private static Optional<Extension> extension(Form form) {
    form.only("by", "times");
    if (!form.has("by")) {
      form.missing("by", "write how much longer, such as by: 1h");
    }
    if (!form.has("times")) {
      form.missing("times", "write how often, such as times: 2");
    }
    Optional<Located<Integer>> times = form.whole("times", 1, MOST_EXTENSIONS);
    return form.duration("by", RuleParser.LEAST, RuleParser.MOST)
        .flatMap(by -> times.map(t -> new Extension(by.value(), t.value())));
  }

  /** A day stands for its beginning, or for its end where {@code plusDays} is 1. */
  private static Optional<Located<Instant>> moment(
      Form form, String key, ZoneId zone, int plusDays) {
    Optional<Located<String>> text = form.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> at = Moments.parse(text.get().value(), zone, plusDays);
    if (at.isEmpty()) {
      form.error(
          text.get().mark(),
          key
              + " is a day or a moment, such as 2026-12-01 or 2026-12-01T08:00:00Z, not "
              + text.get().value());
    }
    return at.map(moment -> new Located<>(moment, text.get().mark()));
  }

  private static Optional<Windows> windows(Form form, ZoneId zone) {
    List<Windows.Window> hours = new ArrayList<>();
    for (Located<String> text : form.texts("windows")) {
      Optional<Windows.Window> window = Moments.window(text.value());
      if (window.isEmpty()) {
        form.error(
            text.mark(),
            "a window is days and hours, such as mon-fri 09:00-17:00, not " + text.value());
      }
      window.ifPresent(hours::add);
    }
    form.filled("windows", "windows has no hours, and so is never open");
    return hours.isEmpty() ? Optional.empty() : Optional.of(new Windows(zone, hours));
  }
}
