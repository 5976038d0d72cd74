package dev.hoist.cli.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A checkout with the real launcher, but JDKs and a Maven that only write down what they did. */
final class PaperHome {
  /** What came of a command. */
  record Ran(int exit, String out, String err) {}

  private static final String JAVA =
      """
      #!/bin/sh
      for a in "$@"; do
        case $a in
          -XX:AOTCacheOutput=*) : >"${a#*=}"; exit 0 ;;
          dev.hoist.cli.warmup.*) exit 0 ;;
        esac
      done
      echo "$0"
      echo "pid $$"
      for a in "$@"; do printf '<%s>\\n' "$a"; done
      exit ${PAPER_EXIT:-0}
      """;
  private static final String MAVEN =
      """
      #!/bin/sh
      here=$(dirname "$0")
      echo "built with $JAVA_HOME" >>"$here/builds"
      sleep ${PAPER_SLEEP:-0}
      if [ -e "$here/broken" ]; then
        seq 1 100; echo "[ERROR] Broken.java does not compile"; exit 1
      fi
      for a in "$@"; do
        case $a in -Dhoist.classpath=*) to=${a#*=}; mkdir -p "$to/cli" "$to/server" ;; esac
      done
      mkdir -p "$here/cli/target" "$here/app/target"
      : >"$here/cli/target/hoist-cli-1.jar"
      : >"$here/app/target/hoist-app-1.jar"
      if [ -e "$here/report.xml" ]; then
        mkdir -p "$here/cli/target/surefire-reports"
        cp "$here/report.xml" "$here/cli/target/surefire-reports/TEST-a.xml"
      fi
      exit ${PAPER_MAVEN_EXIT:-0}
      """;

  private final Path root;
  private final Map<String, String> env = new HashMap<>();

  PaperHome(Path folder) throws IOException {
    root = Files.createDirectories(folder.resolve("a check out"));
    Files.copy(Path.of("..", "hoist"), root.resolve("hoist"), StandardCopyOption.COPY_ATTRIBUTES);
    executable(root.resolve("mvnw"), MAVEN);
    write("pom.xml", "");
    write("cli/pom.xml", "");
    write("cli/src/main/java/A.java", "");
    write("cli/src/main/java/B.java", "");
    env.put("HOME", folder.toString());
    env.put("HOIST_JVM_DIRS", folder.resolve("jvm").toString());
    env.put("PATH", "/usr/bin:/bin");
  }

  Path root() {
    return root;
  }

  PaperHome with(String name, String value) {
    env.put(name, value);
    return this;
  }

  void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  /** A JDK of that version, beside the checkout. */
  Path jdk(String name, String version) throws IOException {
    Path jdk = root.resolveSibling(name);
    executable(jdk.resolve("bin/java"), JAVA);
    executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"Paper\"\nJAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  static void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  long builds() throws IOException {
    Path builds = root.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  Ran run(String... args) throws IOException, InterruptedException {
    return run(root.resolve("hoist"), args);
  }

  Ran run(Path launcher, String... args) throws IOException, InterruptedException {
    return await(start(launcher, args));
  }

  Process start(Path launcher, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command).directory(root.resolveSibling(".").toFile());
    builder.environment().clear();
    builder.environment().putAll(env);
    return builder.start();
  }

  /** What it says is little enough to fit into the pipes. */
  static Ran await(Process process) throws IOException, InterruptedException {
    int exit = process.waitFor();
    return new Ran(exit, text(process.getInputStream()), text(process.getErrorStream()));
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
