package dev.hoist.cli.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OneJarTest {
  @TempDir Path folder;

  @Test
  void holdsWhatAClassLoaderWouldFindAndNothingElse() throws Exception {
    Path main = folder.resolve("main.jar");
    write(
        main,
        Map.of("Class-Path", "a.jar b.jar", "Implementation-Version", "1.2"),
        Map.of("Main.class", "main", "META-INF/services/s", "from.Main"));
    write(
        folder.resolve("a.jar"),
        Map.of("Multi-Release", "true"),
        Map.of(
            "A.class", "old", "META-INF/versions/9/A.class", "new", "module-info.class", "module"));
    write(
        folder.resolve("b.jar"),
        Map.of(),
        Map.of("A.class", "second", "B.class", "b", "META-INF/services/s", "from.B"));

    OneJar.main(new String[] {main.toString()});

    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(main);
    }
    try (var jar = new JarFile(main.toFile())) {
      assertThat(text(jar, "Main.class")).isEqualTo("main");
      assertThat(text(jar, "A.class")).isEqualTo("new");
      assertThat(text(jar, "B.class")).isEqualTo("b");
      assertThat(text(jar, "META-INF/services/s").lines()).containsExactly("from.Main", "from.B");
      assertThat(jar.getEntry("module-info.class")).isNull();
      Attributes attributes = jar.getManifest().getMainAttributes();
      assertThat(attributes.getValue("Implementation-Version")).isEqualTo("1.2");
      assertThat(attributes.getValue("Class-Path")).isNull();
    }
  }

  @Test
  void whatCannotBePackedStaysAsItWas() throws Exception {
    Path main = folder.resolve("main.jar");
    write(main, Map.of("Class-Path", "missing.jar"), Map.of("Main.class", "main"));
    byte[] before = Files.readAllBytes(main);

    assertThatIOException().isThrownBy(() -> OneJar.main(new String[] {main.toString()}));

    assertThat(main).hasBinaryContent(before);
  }

  private static String text(JarFile jar, String name) throws IOException {
    return new String(
        jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void write(Path jar, Map<String, String> attributes, Map<String, String> files)
      throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach(manifest.getMainAttributes()::putValue);
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
