package dev.hoist.policy.parse;

import dev.hoist.policy.model.RoleDef;
import dev.hoist.policy.model.TargetDef;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.source.Mark;
import dev.hoist.policy.yaml.Form;
import dev.hoist.policy.yaml.Node.Entry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The sections {@code targets} and {@code roles}. */
final class TargetParser {
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,30}");
  private static final int LONGEST_LABEL = 200;
  private static final int LONGEST_PRIVILEGE = 4000;

  /** Keys of a role that the language itself understands; every other is the kind's. */
  private static final Set<String> ROLE_KEYS = Set.of("on");

  private TargetParser() {}

  static TargetDef target(Located<Form> named) {
    Form form = named.value().only("kind", "address", "labels");
    Located<String> name = name(named, "a target");
    Located<String> kind = required(form, "kind", "write kind: postgres or another kind");
    if (!kind.value().isEmpty() && !KIND.matcher(kind.value()).matches()) {
      form.error(kind.mark(), "kind is a lower-case word such as postgres, not " + kind.value());
    }
    Located<String> address =
        required(form, "address", "write where it listens, such as address: db.orders.svc:5432");
    Map<String, Mark> places =
        new HashMap<>(Map.of("kind", kind.mark(), "address", address.mark()));
    if (form.has("labels")) {
      places.put("labels", form.at("labels"));
    }
    return new TargetDef(name, kind.value(), address.value(), labels(form), places);
  }

  private static Located<String> name(Located<Form> named, String what) {
    Form form = named.value();
    var name = new Located<>(form.name(), named.mark());
    Names.check(name, what, form);
    return name;
  }

  private static Located<String> required(Form form, String key, String example) {
    if (!form.has(key)) {
      form.missing(key, example);
    }
    return form.text(key).orElse(new Located<>("", form.at(key)));
  }

  private static Map<String, String> labels(Form target) {
    Map<String, String> labels = new LinkedHashMap<>();
    target.form("labels", "labels").ifPresent(form -> labels(form, labels));
    return labels;
  }

  private static void labels(Form form, Map<String, String> labels) {
    for (Entry entry : form.entries()) {
      String key = entry.key().text();
      Names.check(new Located<>(key, entry.key().mark()), "a label", form);
      form.text(entry.value(), "label " + key)
          .ifPresent(
              value -> {
                if (value.value().length() > LONGEST_LABEL) {
                  form.error(value.mark(), "a label has at most " + LONGEST_LABEL + " characters");
                }
                labels.put(key, value.value());
              });
    }
  }

  static RoleDef role(Located<Form> named) {
    Form form = named.value();
    Located<String> name = name(named, "a role");
    if (!form.has("on")) {
      form.missing("on", "write the target it is on");
    }
    List<Located<String>> on = form.texts("on");
    if (form.isEmptyList("on")) {
      form.error(form.at("on"), "on names no target");
    }
    List<RoleDef.Privileges> privileges =
        form.entries().stream()
            .filter(e -> !ROLE_KEYS.contains(e.key().text()))
            .map(e -> privileges(e, form))
            .toList();
    return new RoleDef(name, on, privileges);
  }

  private static RoleDef.Privileges privileges(Entry entry, Form form) {
    String key = entry.key().text();
    List<Located<String>> values = form.texts(entry.value(), key);
    for (Located<String> value : values) {
      if (value.value().length() > LONGEST_PRIVILEGE) {
        form.error(value.mark(), "a privilege has at most " + LONGEST_PRIVILEGE + " characters");
      }
    }
    return new RoleDef.Privileges(new Located<>(key, entry.key().mark()), values);
  }
}
