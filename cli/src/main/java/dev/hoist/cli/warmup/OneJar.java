package dev.hoist.cli.warmup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;

/**
 * Packs a jar and those on its {@code Class-Path} into one. The first look for a service opens
 * every jar there is (the JDK looks for rules of time zones in each command), and the start-up
 * cache compares every jar with the one it was made from.
 */
public final class OneJar {
  private static final String SERVICES = "META-INF/services/";

  private OneJar() {}

  /** Replaces the jar that the only argument names, and deletes those that it swallowed. */
  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path fresh = jar.resolveSibling(jar.getFileName() + ".new");
    List<Path> all = withClassPath(jar);
    try (OutputStream out = Files.newOutputStream(fresh)) {
      pack(all, out);
    }
    Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
    for (Path swallowed : all.subList(1, all.size())) {
      Files.delete(swallowed);
    }
  }

  private static List<Path> withClassPath(Path jar) throws IOException {
    var all = new ArrayList<>(List.of(jar));
    String classPath = manifest(jar).getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    for (String name : classPath == null ? new String[0] : classPath.split(" ")) {
      all.add(jar.resolveSibling(name));
    }
    return all;
  }

  private static Manifest manifest(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      return file.getManifest();
    }
  }

  private static void pack(List<Path> jars, OutputStream to) throws IOException {
    Manifest manifest = manifest(jars.getFirst());
    manifest.getMainAttributes().remove(Attributes.Name.CLASS_PATH);
    try (var out = new JarOutputStream(to, manifest)) {
      for (Map.Entry<String, byte[]> entry : contents(jars).entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
  }

  /** What a class loader would find by each name, with the lists of services joined. */
  private static Map<String, byte[]> contents(List<Path> jars) throws IOException {
    var contents = new LinkedHashMap<String, byte[]>();
    for (Path jar : jars) {
      // Opened so, a jar shows for each name the version that is for this JVM.
      try (var file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
        for (JarEntry entry : file.versionedStream().toList()) {
          String name = entry.getName();
          if (entry.isDirectory() || isOfTheJarItself(name)) {
            continue;
          }
          byte[] bytes = file.getInputStream(entry).readAllBytes();
          contents.merge(
              name, bytes, (had, more) -> name.startsWith(SERVICES) ? lines(had, more) : had);
        }
      }
    }
    return contents;
  }

  private static boolean isOfTheJarItself(String name) {
    return name.equals(JarFile.MANIFEST_NAME) || name.equals("module-info.class");
  }

  private static byte[] lines(byte[] some, byte[] more) {
    var both = new ByteArrayOutputStream();
    both.writeBytes(some);
    both.write('\n');
    both.writeBytes(more);
    return both.toByteArray();
  }
}
