package dev.hoist.policy.parse;

import dev.hoist.policy.model.GroupDef;
import dev.hoist.policy.model.PolicyDoc;
import dev.hoist.policy.model.RuleDef;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import dev.hoist.policy.yaml.Form;
import dev.hoist.policy.yaml.Node;
import dev.hoist.policy.yaml.YamlReader;
import java.util.List;
import java.util.Optional;

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
    form.only("apiVersion", "policy", "owners", "mode", "groups", "targets", "roles", "rules");
    version(form);
    mode(form);
    return new PolicyDoc(
        source,
        name(form),
        Names.principals(form, "owners", false),
        form.forms("groups", "group").stream().map(PolicyParser::group).toList(),
        form.forms("targets", "target").stream().map(TargetParser::target).toList(),
        form.forms("roles", "role").stream().map(TargetParser::role).toList(),
        rules(form));
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

  private static void mode(Form form) {
    form.text("mode")
        .filter(m -> !m.value().equals("enforce"))
        .ifPresent(m -> form.error(m.mark(), "mode is enforce, not " + m.value()));
  }

  private static Located<String> name(Form form) {
    if (!form.has("policy")) {
      form.missing("policy", "name this file's policy, such as policy: orders");
    }
    Optional<Located<String>> name = form.text("policy");
    name.ifPresent(n -> Names.check(n, "a policy", form));
    return name.orElse(new Located<>("", Mark.WHOLE));
  }

  private static GroupDef group(Located<Form> named) {
    Form form = named.value().only("members", "idp");
    var name = new Located<>(form.name(), named.mark());
    Names.check(name, "a group", form);
    if (!form.has("members") && !form.has("idp")) {
      form.missing("members or idp", "write {members: [dana, lee]} or {idp: okta/sre}");
    }
    return new GroupDef(name, Names.members(form, "members"), form.texts("idp"));
  }

  private static List<RuleDef> rules(Form form) {
    List<Node> listed = form.list("rules");
    return listed.stream()
        .flatMap(item -> form.sub(item, "a rule").stream())
        .map(RuleParser::parse)
        .toList();
  }
}
