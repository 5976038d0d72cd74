package dev.hoist.integrations.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a file of at most 1 MiB. */
public final class YamlFile {
  private static final int LONGEST = 1 << 20;

  private YamlFile() {}

  /** The mapping that a file is; an empty file is an empty mapping. */
  public static Form read(Path path) throws BadFile {
    try {
      if (Files.size(path) > LONGEST) {
        throw new BadFile(path + " is larger than 1 MiB");
      }
      return parse(path.toString(), Files.readString(path));
    } catch (IOException e) {
      throw new BadFile(path + " cannot be read: " + e, e);
    }
  }

  static Form parse(String name, String text) throws BadFile {
    var settings =
        LoadSettings.builder().setLabel(name).setUseMarks(true).setCodePointLimit(LONGEST).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.isPresent() ? new Item(name, "the file", root.get()).form() : Form.empty(name);
    } catch (MarkedYamlEngineException e) {
      throw new BadFile(
          e.getProblemMark().map(m -> at(name, m)).orElse(name) + " " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new BadFile(name + " is not good YAML: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new BadFile(name + " nests too deeply", e);
    }
  }

  static String at(String name, Mark mark) {
    return name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }
}
