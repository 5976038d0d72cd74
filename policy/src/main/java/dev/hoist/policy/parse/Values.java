package dev.hoist.policy.parse;

import dev.hoist.kernel.policy.Value;
import dev.hoist.policy.yaml.Form;
import dev.hoist.policy.yaml.Node;
import dev.hoist.policy.yaml.Node.Entry;
import dev.hoist.policy.yaml.Node.Fields;
import dev.hoist.policy.yaml.Node.Items;
import dev.hoist.policy.yaml.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Values as tests write them: what looks like a number, yes or no, or a text, is one. */
final class Values {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  private Values() {}

  static Map<String, Value> named(Form form, String key) {
    Map<String, Value> values = new LinkedHashMap<>();
    form.form(key, key)
        .ifPresent(f -> f.entries().forEach(e -> values.put(e.key().text(), value(e.value()))));
    return values;
  }

  static Value value(Node node) {
    return switch (node) {
      case Items items -> new Value.Many(items.items().stream().map(Values::value).toList());
      case Fields fields -> named(fields);
      case Scalar scalar -> scalar(scalar);
    };
  }

  private static Value named(Fields fields) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Entry entry : fields.entries()) {
      values.put(entry.key().text(), value(entry.value()));
    }
    return new Value.Named(values);
  }

  private static Value scalar(Scalar scalar) {
    String text = scalar.text();
    if (scalar.plain() && (text.equals("true") || text.equals("false"))) {
      return new Value.Flag(text.equals("true"));
    }
    return scalar.plain() && WHOLE.matcher(text).matches()
        ? new Value.Whole(Long.parseLong(text))
        : new Value.Text(text);
  }
}
