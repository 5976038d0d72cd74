package dev.hoist.policy.parse;

import dev.hoist.policy.cel.LocalTimes;
import dev.hoist.policy.model.Keys;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.Settings;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Nearest;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import dev.hoist.policy.yaml.Form;
import dev.hoist.policy.yaml.YamlReader;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A whole file. */
public final class PolicyParser {
  public static final String API_VERSION = "hoist/v1";

  private PolicyParser() {}

  /** What the file says; nothing when it is not even a mapping. Problems are told as found. */
  public static Optional<PolicyDoc> parse(Source source, Problems problems) {
    return YamlReader.read(source, problems)
        .map(fields -> Form.of(fields, "a policy file", Mark.WHOLE, source, problems))
        .map(form -> document(source, form));
  }

  private static PolicyDoc document(Source source, Form form) {
    form.only(Keys.FILE.order());
    version(form);
    form.filled("owners", "owners names nobody; leave it out for administrators to decide");
    Settings settings = settings(form);
    return new PolicyDoc(
        source,
        name(form),
        settings,
        Names.principals(form, "owners", Names.Also.ON_CALL),
        form.forms("groups", "group").stream().map(GroupParser::group).toList(),
        form.forms("schedules", "schedule").stream().map(GroupParser::schedule).toList(),
        form.forms("targets", "target").stream().map(TargetParser::target).toList(),
        form.forms("roles", "role").stream().map(TargetParser::role).toList(),
        each(form, "rules", "a rule").map(f -> RuleParser.parse(f, settings.zone())).toList(),
        ProtectionParser.masks(form),
        ProtectionParser.guards(form),
        each(form, "tests", "a test")
            .flatMap(f -> TestParser.parse(f, settings.zone()).stream())
            .toList());
  }

  private static Stream<Form> each(Form form, String key, String called) {
    return form.list(key).stream().flatMap(item -> form.sub(item, called).stream());
  }

  private static Settings settings(Form form) {
    return new Settings(
        form.word("scope", Map.of("organisation", true, "targets", false)).orElse(false),
        form.word("mode", Map.of("enforce", false, "observe", true)).orElse(false),
        form.word("on_change", Map.of("keep", false, "revoke", true)).orElse(false),
        zone(form));
  }

  private static ZoneId zone(Form form) {
    Optional<Located<String>> name = form.text("timezone");
    Optional<ZoneId> zone = name.flatMap(n -> LocalTimes.zone(n.value()));
    if (name.isPresent() && zone.isEmpty()) {
      String hint = Nearest.hint(name.get().value(), ZoneId.getAvailableZoneIds());
      form.error(
          name.get().mark(),
          "no time zone "
              + name.get().value()
              + (hint.isEmpty() ? "; write one such as Europe/Berlin" : hint));
    }
    return zone.orElse(ZoneId.of("UTC"));
  }

  private static void version(Form form) {
    if (!form.has("apiVersion")) {
      form.missing("apiVersion", "write apiVersion: " + API_VERSION);
    }
    form.text("apiVersion")
        .filter(v -> !v.value().equals(API_VERSION))
        .ifPresent(
            v -> form.error(v.mark(), "apiVersion is " + API_VERSION + ", not " + v.value()));
  }

  private static Located<String> name(Form form) {
    if (!form.has("policy")) {
      form.missing("policy", "name this file's policy, such as policy: orders");
    }
    Optional<Located<String>> name = form.string("policy");
    name.ifPresent(n -> Names.check(n, "a policy", form));
    return name.orElse(new Located<>("", Mark.WHOLE));
  }
}
