package dev.hoist.cli.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class OldClassesTest {
  @TempDir Path folder;

  @Test
  void bringsOldClassesUpToDateAndLeavesTheRest() throws Exception {
    Path old =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = Files.copy(old, folder.resolve("picocli.jar"));
    assertThat(oldClasses(jar)).isPositive();
    OldClasses.main(new String[] {jar.toString()});

    assertThat(oldClasses(jar)).isZero();
    try (var loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> renewed = Class.forName("picocli.CommandLine", true, loader);
      assertThat(renewed).isNotSameAs(CommandLine.class);
      assertThat(renewed.getDeclaredMethods())
          .hasSameSizeAs(CommandLine.class.getDeclaredMethods());
    }
  }

  private static long oldClasses(Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      return Collections.list(zip.entries()).stream()
          .filter(entry -> OldClasses.isOldClass(entry.getName(), bytes(zip, entry)))
          .count();
    }
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry) {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void thePractiseRunsThrough() throws Exception {
    Warmup.main(new String[0]);
  }
}
