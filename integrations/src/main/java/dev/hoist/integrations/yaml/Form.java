package dev.hoist.integrations.yaml;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A mapping in a file. Keys come once. */
public final class Form {
  private final String place;
  private final String name;
  private final Map<String, Item> items;
  private final Map<String, Item> keys;

  private Form(String place, String name, Map<String, Item> items, Map<String, Item> keys) {
    this.place = place;
    this.name = name;
    this.items = items;
    this.keys = keys;
  }

  /** A mapping with nothing in it. */
  public static Form empty(String file) {
    return new Form(file, "the file", Map.of(), Map.of());
  }

  static Form of(String file, Item self, MappingNode node) throws BadFile {
    Map<String, Item> items = new LinkedHashMap<>();
    Map<String, Item> keys = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      var key = new Item(file, "a key", entry.getKeyNode());
      if (!(entry.getKeyNode() instanceof ScalarNode name)) {
        throw key.wrong("a key should be a word");
      }
      if (items.putIfAbsent(name.getValue(), new Item(file, name.getValue(), entry.getValueNode()))
          != null) {
        throw key.wrong(name.getValue() + " is there twice");
      }
      keys.put(name.getValue(), key);
    }
    return new Form(self.place(), self.name(), items, keys);
  }

  /** Every value, in the order of the file. */
  public List<Item> items() {
    return List.copyOf(items.values());
  }

  /** Where a key stands, for errors about the key itself. */
  public BadFile wrongKey(String key, String message) {
    Item where = keys.get(key);
    return where == null ? new BadFile(place + " " + message) : where.wrong(message);
  }

  /** Any other key is an error. */
  public Form only(String... known) throws BadFile {
    for (String key : keys.keySet()) {
      if (!Arrays.asList(known).contains(key)) {
        String all = String.join(", ", Arrays.stream(known).sorted().toList());
        throw wrongKey(key, "unknown key " + key + "; the keys are " + all);
      }
    }
    return this;
  }

  public Optional<Item> find(String key) {
    @Nullable Item item = items.get(key);
    return Optional.ofNullable(item);
  }

  public Item required(String key) throws BadFile {
    Optional<Item> item = find(key);
    if (item.isEmpty()) {
      throw new BadFile(place + " " + name + " lacks " + key);
    }
    return item.get();
  }
}
