package dev.hoist.cli.warmup;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Brings class files of Java 5 and older up to date. The JVM's start-up cache leaves such classes
 * out, since their verification cannot be done ahead of time; picocli's are compiled that way, and
 * they are a good half of what the command line loads. Only the format changes: the version, and
 * the stack maps that newer versions ask for.
 */
public final class OldClasses {
  private static final int JAVA_6 = 50;
  private static final int JAVA_8 = 52;

  private final ClassFile format;

  private OldClasses(ClassLoader classes) {
    var resolver =
        ClassHierarchyResolver.ofResourceParsing(classes)
            .orElse(ClassHierarchyResolver.defaultResolver());
    this.format =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(resolver));
  }

  /** Rewrites the jars that the arguments name. */
  public static void main(String[] args) throws IOException {
    var renewal = new OldClasses(OldClasses.class.getClassLoader());
    for (String jar : args) {
      renewal.renew(Path.of(jar));
    }
  }

  private void renew(Path jar) throws IOException {
    Path fresh = jar.resolveSibling(jar.getFileName() + ".new");
    try (var in = new ZipFile(jar.toFile());
        var out = new ZipOutputStream(Files.newOutputStream(fresh))) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        if (isOldClass(entry.getName(), bytes)) {
          bytes = renew(bytes);
        }
        var same = new ZipEntry(entry.getName());
        same.setTime(entry.getTime());
        out.putNextEntry(same);
        out.write(bytes);
      }
    }
    Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  static boolean isOldClass(String name, byte[] bytes) {
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && bytes.length > 8
        && ByteBuffer.wrap(bytes).getShort(6) < JAVA_6;
  }

  private byte[] renew(byte[] bytes) {
    return format.transformClass(
        format.parse(bytes),
        (out, part) -> {
          switch (part) {
            case ClassFileVersion version -> out.withVersion(JAVA_8, 0);
            // A method's code is only written anew, with stack maps, when it is looked through.
            case MethodModel method ->
                out.transformMethod(
                    method, MethodTransform.transformingCode((code, step) -> code.with(step)));
            default -> out.with(part);
          }
        });
  }
}
