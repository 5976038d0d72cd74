package dev.hoist.policy.parse;

import dev.hoist.policy.model.Principal;
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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The sections {@code targets} and {@code roles}. */
final class TargetParser {
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,30}");
  private static final int LONGEST_LABEL = 200;
  private static final int LONGEST_PRIVILEGE = 4000;

  /** Keys of a role that the language itself understands; every other is the kind's. */
  private static final Set<String> ROLE_KEYS = Set.of("on", "mask", "guard");

  private TargetParser() {}

  static TargetDef target(Located<Form> named) {
    return target(named, named.value().only("kind", "address", "select", "labels", "owner"));
  }

  private static TargetDef target(Located<Form> named, Form form) {
    Located<String> name = name(named, "a target");
    if (!form.has("kind")) {
      form.missing("kind", "write kind: postgres or another kind");
    }
    Located<String> kind = form.string("kind").orElseGet(() -> new Located<>("", form.at("kind")));
    if (!kind.value().isEmpty() && !KIND.matcher(kind.value()).matches()) {
      form.error(kind.mark(), "kind is a lower-case word such as postgres, not " + kind.value());
    }
    Map<String, String> select = labels(form, "select");
    return new TargetDef(
        name,
        kind.value(),
        address(form),
        select,
        labels(form, "labels"),
        owner(form),
        places(form, kind));
  }

  /** A target of the inventory: one with an address. */
  static TargetDef registered(Located<Form> named) {
    return target(named, named.value().only("kind", "address", "labels", "owner"));
  }

  /** Either an address, or labels by which to select. */
  private static Optional<String> address(Form form) {
    if (!form.has("select")) {
      String how = "write where it listens, such as address: db.orders.svc:5432";
      return Optional.of(required(form, "address", how).value());
    }
    if (form.has("address") || form.has("labels")) {
      form.error(
          form.at("select"), "select is for many targets; they have addresses and labels already");
    }
    return Optional.empty();
  }

  private static Map<String, Mark> places(Form form, Located<String> kind) {
    Map<String, Mark> places = new HashMap<>(Map.of("kind", kind.mark()));
    form.text("address").ifPresent(a -> places.put("address", a.mark()));
    for (String key : List.of("labels", "select", "owner")) {
      if (form.has(key)) {
        places.put(key, form.at(key));
      }
    }
    return places;
  }

  private static List<Located<Principal>> owner(Form form) {
    form.filled("owner", "owner names nobody; leave it out");
    return Names.principals(form, "owner", Names.Also.NOBODY);
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

  static Map<String, String> labels(Form target, String section) {
    Map<String, String> labels = new LinkedHashMap<>();
    target.form(section, section).ifPresent(form -> labels(form, section, labels));
    return labels;
  }

  private static void labels(Form form, String section, Map<String, String> labels) {
    if (section.equals("select") && form.entries().isEmpty()) {
      form.error(form.at(), "select names no label, and so would take every target");
    }
    for (Entry entry : form.entries()) {
      String key = entry.key().text();
      Names.check(new Located<>(key, entry.key().mark()), "a label", form);
      form.text(entry.value(), "label " + key).ifPresent(v -> labels.put(key, label(v, form)));
    }
  }

  private static String label(Located<String> value, Form form) {
    if (value.value().length() > LONGEST_LABEL) {
      form.error(value.mark(), "a label has at most " + LONGEST_LABEL + " characters");
    }
    return value.value();
  }

  static RoleDef role(Located<Form> named) {
    Form form = named.value();
    Located<String> name = name(named, "a role");
    if (!form.has("on")) {
      form.missing("on", "write the target it is on");
    }
    List<Located<String>> on = form.texts("on");
    form.filled("on", "on names no target");
    List<RoleDef.Privileges> privileges =
        form.entries().stream()
            .filter(e -> !ROLE_KEYS.contains(e.key().text()))
            .map(e -> privileges(e, form))
            .toList();
    return new RoleDef(name, on, form.text("mask"), form.text("guard"), privileges);
  }

  private static RoleDef.Privileges privileges(Entry entry, Form form) {
    String key = entry.key().text();
    List<Located<String>> values = form.texts(entry.value(), key);
    form.filled(key, key + " gives nothing; leave it out");
    for (Located<String> value : values) {
      if (value.value().length() > LONGEST_PRIVILEGE) {
        form.error(value.mark(), "a privilege has at most " + LONGEST_PRIVILEGE + " characters");
      }
    }
    return new RoleDef.Privileges(new Located<>(key, entry.key().mark()), values);
  }
}
