package dev.hoist.integrations.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value in a file, and what it is called in messages. */
public final class Item {
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6})(ms|s|m|h)");

  private final String file;
  private final String name;
  private final Node node;

  Item(String file, String name, Node node) {
    this.file = file;
    this.name = name;
    this.node = node;
  }

  public String name() {
    return name;
  }

  /** An error at this place. */
  public BadFile wrong(String message) {
    return new BadFile(place() + " " + message);
  }

  String place() {
    return node.getStartMark().map(mark -> YamlFile.at(file, mark)).orElse(file);
  }

  public Form form() throws BadFile {
    if (node instanceof MappingNode mapping) {
      return Form.of(file, this, mapping);
    }
    throw wrong(name + " should be a mapping of keys to values");
  }

  public boolean isForm() {
    return node instanceof MappingNode;
  }

  public List<Item> list() throws BadFile {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong(name + " should be a list");
    }
    List<Item> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new Item(file, name, item));
    }
    return items;
  }

  public String text() throws BadFile {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    throw wrong(name + " should be a text");
  }

  public List<String> texts() throws BadFile {
    List<String> texts = new ArrayList<>();
    for (Item item : list()) {
      texts.add(item.text());
    }
    return texts;
  }

  public boolean flag() throws BadFile {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name + " is true or false");
    };
  }

  /** A length of time such as {@code 500ms}, {@code 30s}, {@code 5m}. */
  public Duration length(Duration least, Duration most) throws BadFile {
    Matcher parts = LENGTH.matcher(text());
    if (!parts.matches()) {
      throw wrong(name + " is a length of time such as 30s or 5m, not " + text());
    }
    long number = Long.parseLong(parts.group(1));
    Duration length =
        switch (parts.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        };
    if (length.compareTo(least) < 0 || length.compareTo(most) > 0) {
      throw wrong(name + " is from " + words(least) + " to " + words(most));
    }
    return length;
  }

  private static String words(Duration length) {
    return length.toMillis() < 1_000 ? length.toMillis() + "ms" : length.toSeconds() + "s";
  }
}
