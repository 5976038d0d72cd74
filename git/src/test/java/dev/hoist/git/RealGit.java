package dev.hoist.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

  String url() {
    return folder.toUri().toString();
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
    return key(name, "ed25519");
  }

  String key(String name, String type) {
    Path file = home.resolve(name);
    run(List.of("ssh-keygen", "-q", "-t", type, "-N", "", "-C", name, "-f", file.toString()));
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
    return Run.in(folder, home, command);
  }
}
