package dev.hoist.cli.config;

import dev.hoist.cli.base.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A small YAML file of the user's: read whole, and replaced whole so that it is never half there.
 */
final class YamlFile {
  private static final int MOST_BYTES = 1 << 20;

  private final Path path;

  YamlFile(Path path) {
    this.path = path;
  }

  /** The mapping in the file; empty when there is no file. */
  Map<String, Object> read() {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw Failure.error(path + " is larger than any file of hoist's", "is it the right file?");
      }
      Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(path));
      return root == null ? new LinkedHashMap<>() : mapping(root, path.toString());
    } catch (NoSuchFileException e) {
      return new LinkedHashMap<>();
    } catch (IOException e) {
      throw Failure.error(path + " cannot be read: " + e.getMessage(), "");
    } catch (YamlEngineException e) {
      throw Failure.error(path + " is not YAML: " + e.getMessage(), "mend it, or move it away");
    }
  }

  /** {@code value} as a mapping with text keys. */
  Map<String, Object> mapping(Object value, String what) {
    if (!(value instanceof Map<?, ?> map)) {
      throw Failure.error(what + " in " + path + " is not a mapping", "mend it, or move it away");
    }
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((k, v) -> result.put(String.valueOf(k), v));
    return result;
  }

  /** Only the user can read what is written, from the first byte on. */
  void write(Map<String, Object> content) {
    var settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    replace(new Dump(settings).dumpToString(content));
  }

  void replace(String text) {
    try {
      Path real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
      Path folder = real.getParent();
      if (folder == null) {
        throw Failure.error(path + " is not a file's name", "");
      }
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path fresh = Files.createTempFile(folder, ".hoist", ".new");
      try {
        Files.writeString(fresh, text);
        Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw Failure.error(path + " cannot be written: " + e.getMessage(), "");
    }
  }
}
