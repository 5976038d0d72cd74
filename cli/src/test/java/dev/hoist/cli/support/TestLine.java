package dev.hoist.cli.support;

import dev.hoist.cli.Hoist;
import dev.hoist.cli.base.Prompt;
import dev.hoist.cli.base.Shell;
import dev.hoist.kernel.identity.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command line with a home of its own. */
public final class TestLine {
  /** What came of a command. */
  public record Ran(int exit, String out, String err) {}

  /** Long ago: the answers' own date is the real one, whatever the clock here says. */
  public static final Instant NOW = Instant.parse("2001-03-01T12:00:00Z");

  private final Map<String, String> env = new HashMap<>();
  private Prompt prompt = Prompt.none();
  private InputStream in = InputStream.nullInputStream();
  private InstantSource clock = InstantSource.fixed(NOW);

  public TestLine(Path home) {
    env.put("HOME", home.toString());
    env.put("PATH", String.valueOf(System.getenv("PATH")));
  }

  /** Logged in to a server, through the environment. */
  public TestLine at(FakeApi api) {
    return with("HOIST_SERVER", api.url())
        .with("HOIST_CA", FakeApi.ca().toString())
        .with("HOIST_TOKEN", "t0ken");
  }

  public TestLine with(String name, String value) {
    env.put(name, value);
    return this;
  }

  public TestLine typing(String text) {
    in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Somebody at the terminal, who answers each question with the next of these. */
  public TestLine answering(String... answers) {
    var left = new ArrayDeque<>(List.of(answers));
    prompt =
        new Prompt() {
          @Override
          public Optional<String> line(String question) {
            return Optional.ofNullable(left.poll());
          }

          @Override
          public Optional<Secret> secret(String question) {
            return line(question).map(Secret::of);
          }
        };
    return this;
  }

  public TestLine at(Instant now) {
    clock = InstantSource.fixed(now);
    return this;
  }

  public Ran run(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit = Hoist.run(shell(out, err), args);
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  public Shell shell(OutputStream out, OutputStream err) {
    return new Shell(
        Map.copyOf(env),
        in,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        prompt,
        false,
        clock,
        ZoneOffset.UTC);
  }
}
