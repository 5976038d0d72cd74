package dev.hoist.policy.parse;

import dev.hoist.policy.model.GroupDef;
import dev.hoist.policy.model.ScheduleDef;
import dev.hoist.policy.source.Located;
import dev.hoist.policy.yaml.Form;
import dev.hoist.policy.yaml.Node.Entry;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sections {@code groups} and {@code schedules}. */
final class GroupParser {
  private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9_]{0,30}");

  private GroupParser() {}

  static GroupDef group(Located<Form> named) {
    Form form = named.value().only("members", "idp");
    var name = new Located<>(form.name(), named.mark());
    Names.check(name, "a group", form);
    if (!form.has("members") && !form.has("idp")) {
      form.missing("members or idp", "write {members: [dana, lee]} or {idp: okta/sre}");
    }
    form.filled("idp", "idp names no group of the identity provider; leave it out");
    return new GroupDef(name, Names.members(form, "members"), form.texts("idp"));
  }

  /** One key says who knows the schedule, and its value what it is called there. */
  static ScheduleDef schedule(Located<Form> named) {
    Form form = named.value();
    var name = new Located<>(form.name(), named.mark());
    Names.check(name, "a schedule", form);
    List<Entry> origins =
        form.entries().stream().filter(e -> !e.key().text().equals("levels")).toList();
    if (origins.size() != 1) {
      form.error(
          named.mark(),
          "schedule " + form.name() + " is known to one source, as {pagerduty: P7QX1}");
      return new ScheduleDef(name, "", "", List.of());
    }
    Entry origin = origins.getFirst();
    if (!ORIGIN.matcher(origin.key().text()).matches()) {
      form.error(origin.key().mark(), "a source is a lower-case word such as pagerduty");
    }
    Optional<Located<String>> id = form.text(origin.value(), origin.key().text());
    return new ScheduleDef(
        name, origin.key().text(), id.map(Located::value).orElse(""), levels(form));
  }

  private static List<Integer> levels(Form form) {
    form.filled("levels", "levels names none; leave it out for all of them");
    return form.list("levels").stream()
        .flatMap(n -> form.whole(n, "levels", 1, 100).stream())
        .map(Located::value)
        .toList();
  }
}
