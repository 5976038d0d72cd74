package dev.hoist.integrations;

import dev.hoist.integrations.yaml.BadFile;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.spi.AttributeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A folder with a {@code sources.yaml}, and time that stands still until it is moved. */
final class Bench {
  static final String TOKEN = "t0ken-that-nobody-sees";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  final Path folder;
  private volatile Instant now = Instant.parse("2026-11-03T10:00:00Z");

  Bench(Path folder) throws IOException {
    this.folder = folder;
    Path token = file("token", TOKEN + "\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
  }

  TimeSource time() {
    return () -> now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  Map<String, AttributeSource> sources(String yaml) throws IOException, BadFile {
    return Sources.read(file("sources.yaml", yaml), time());
  }

  /** The one source that this configures, without its indentation. */
  AttributeSource source(String yaml) throws IOException, BadFile {
    return only(sources("it:\n" + yaml.indent(2)));
  }

  /** The same with time for a first handshake on a busy machine, unless the text has a timeout. */
  AttributeSource patient(String yaml) throws IOException, BadFile {
    Path file = file("sources.yaml", "it:\n" + yaml.indent(2));
    return only(Sources.read(file, time(), PATIENCE));
  }

  private static AttributeSource only(Map<String, AttributeSource> sources) {
    return sources.values().iterator().next();
  }
}
