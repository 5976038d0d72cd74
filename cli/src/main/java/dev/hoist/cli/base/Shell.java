package dev.hoist.cli.base;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * The surroundings a command runs in.
 *
 * @param out where data goes
 * @param err where messages go
 * @param terminal whether a person is looking on
 */
public record Shell(
    Map<String, String> env,
    InputStream in,
    PrintStream out,
    PrintStream err,
    Prompt prompt,
    boolean terminal,
    InstantSource clock,
    ZoneId zone) {

  /** The real ones. Output is UTF-8 whatever the locale says: terminals are. */
  public static Shell system() {
    Optional<Console> console = Optional.ofNullable(System.console());
    return new Shell(
        System.getenv(),
        System.in,
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        console.map(Prompt::on).orElseGet(Prompt::none),
        console.isPresent(),
        InstantSource.system(),
        ZoneId.systemDefault());
  }

  private static PrintStream utf8(FileDescriptor to) {
    return new PrintStream(new Output(to), true, StandardCharsets.UTF_8);
  }

  /**
   * The exit code of a command that ended with {@code exit}: what could not be written as a whole,
   * because a disk is full, is no success.
   */
  public int written(int exit) {
    if (!out.checkError() || exit != Exit.OK) {
      return exit;
    }
    say("hoist: the output could not be written as a whole");
    return Exit.ERROR;
  }

  /** An environment variable; one that is set to nothing counts as not set. */
  public Optional<String> env(String name) {
    return Optional.ofNullable(env.get(name)).filter(value -> !value.isBlank());
  }

  public Path home() {
    return Path.of(env("HOME").orElseGet(() -> System.getProperty("user.home", "/")));
  }

  /** The server's data folder on this machine, where there may be one. */
  public Path dataFolder() {
    return env("HOIST_DATA").map(Path::of).orElseGet(() -> home().resolve(".hoist"));
  }

  /** Where hoist keeps for itself what outlives a command and is no configuration. */
  public Path stateFolder() {
    return env("XDG_STATE_HOME")
        .map(Path::of)
        .orElseGet(() -> home().resolve(".local").resolve("state"))
        .resolve("hoist");
  }

  public boolean colors() {
    return terminal && env("NO_COLOR").isEmpty() && !"dumb".equals(env.get("TERM"));
  }

  /** A message for people. */
  public void say(String line) {
    err.println(line);
  }

  /** A line of data. */
  public void print(String line) {
    out.println(line);
  }
}
