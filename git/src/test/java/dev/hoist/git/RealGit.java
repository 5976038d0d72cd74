package dev.hoist.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A repository and keys made by the real git and ssh-keygen, with a home of their own. */
final class RealGit {
  final Path folder;
  private final Path home;

  RealGit(Path home) {
    this.home = home;
    folder = home.resolve("repository");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    git("init", "-q", "-b", "main");
    git("config", "user.name", "Ana");
    git("config", "user.email", "ana@acme.io");
  }

  URI url() {
    return folder.toUri();
  }

  RealGit write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  RealGit write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return this;
  }

  /** Commits all there is, and tells the commit's hash. */
  String commit(String... options) {
    git("add", "-A");
    List<String> words = new java.util.ArrayList<>(List.of("commit", "-q", "-m", "change"));
    words.addAll(List.of(options));
    git(words.toArray(String[]::new));
    return git("rev-parse", "HEAD").strip();
  }

  String git(String... words) {
    List<String> command = new java.util.ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    return run(command);
  }

  /** A new key; what comes back is its public half. */
  String key(String name) {
    Path file = home.resolve(name);
    run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file.toString()));
    try {
      return Files.readString(home.resolve(name + ".pub")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void signWith(String key) {
    git("config", "gpg.format", "ssh");
    git("config", "user.signingkey", home.resolve(key).toString());
  }

  private String run(List<String> command) {
    try {
      var builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder
          .environment()
          .putAll(
              Map.of(
                  "HOME", home.toString(),
                  "GIT_CONFIG_GLOBAL", "/dev/null",
                  "GIT_CONFIG_NOSYSTEM", "1"));
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + ": " + out);
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
