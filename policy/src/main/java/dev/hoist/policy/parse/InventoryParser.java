package dev.hoist.policy.parse;

import dev.hoist.policy.model.TargetDef;
import dev.hoist.policy.source.Mark;
import dev.hoist.policy.source.Problems;
import dev.hoist.policy.source.Source;
import dev.hoist.policy.yaml.Document;
import dev.hoist.policy.yaml.Form;
import dev.hoist.policy.yaml.YamlReader;
import java.util.List;

/** The file of registered targets: a mapping from names. */
public final class InventoryParser {
  private InventoryParser() {}

  /** The targets, as far as they can be read. Problems are told as found. */
  public static List<TargetDef> parse(Source source, Problems problems) {
    return YamlReader.read(source, Document.INVENTORY, problems).stream()
        .map(fields -> Form.of(fields, Document.INVENTORY.called(), Mark.WHOLE, source, problems))
        .flatMap(form -> form.forms("target").stream())
        .map(TargetParser::registered)
        .toList();
  }
}
