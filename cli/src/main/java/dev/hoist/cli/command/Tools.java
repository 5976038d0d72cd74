package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.base.Globals;
import dev.hoist.cli.base.Shell;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.client.Endpoint;
import dev.hoist.cli.show.Clean;
import dev.hoist.cli.show.Printer;
import dev.hoist.cli.show.Times;
import dev.hoist.kernel.identity.Secret;
import dev.hoist.policy.HoistPolicyLoader;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What a command works with.
 *
 * @param policies reads policy files; it knows more where the kinds of target are at hand
 */
public record Tools(Shell shell, HoistPolicyLoader policies, Supplier<Globals> options) {
  private static final Pattern ID = Pattern.compile("[A-Za-z]-[1-9][0-9]{0,17}");

  Globals globals() {
    return options.get();
  }

  Printer printer() {
    return new Printer(shell, globals().format());
  }

  Endpoint endpoint() {
    return Endpoint.resolve(shell, globals());
  }

  /** The server, as somebody: without a token there is no use in asking. */
  Api api() {
    Endpoint endpoint = endpoint();
    if (endpoint.token().isEmpty()) {
      throw new Failure(
          Exit.LOGIN_NEEDED,
          "nobody is logged in to " + endpoint.name(),
          "log in: hoist login" + endpoint.context().map(c -> " --context " + c.name()).orElse(""));
    }
    return api(endpoint);
  }

  Api api(Endpoint endpoint) {
    return new Api(endpoint, shell);
  }

  Times times(Api api) {
    return new Times(shell.zone(), api.now());
  }

  /** Something that worked, for people. */
  void done(String line) {
    shell.say("✓ " + Clean.line(line));
  }

  /** An id as people write it, {@code r-1} or {@code R-1}. */
  static String id(char kind, String text) {
    String id = text.strip().toUpperCase(Locale.ROOT);
    if (!ID.matcher(id).matches() || id.charAt(0) != kind) {
      throw Failure.usage(
          "'" + Clean.line(text, 40) + "' is not an id", "it looks like " + kind + "-7");
    }
    return id;
  }

  /** A password, from standard input's first line or from the person at the terminal. */
  Secret password(boolean fromInput, String question) {
    if (fromInput) {
      return Secret.of(inputLine());
    }
    return (globals().input() ? shell.prompt().secret(question) : Optional.<Secret>empty())
        .orElseThrow(
            () ->
                Failure.usage(
                    "there is no terminal to ask for a password on",
                    "give it on standard input: --password-stdin < FILE"));
  }

  /** A password to be: typed twice at a terminal, so that a slip does not lock its owner out. */
  Secret newPassword(boolean fromInput, String question) {
    Secret typed = password(fromInput, question);
    if (!fromInput && !password(false, "The same again: ").equals(typed)) {
      throw Failure.usage("the two passwords differ", "try again");
    }
    return typed;
  }

  /** A line of standard input, read byte for byte so that what follows is left for others. */
  String inputLine() {
    try {
      var line = new ByteArrayOutputStream();
      int b;
      while ((b = shell.in().read()) != -1 && b != '\n' && line.size() < 4096) {
        line.write(b);
      }
      String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
      if (text.isEmpty()) {
        throw Failure.usage("standard input is empty", "the password is to be its first line");
      }
      return text;
    } catch (IOException e) {
      throw Failure.error("standard input cannot be read: " + e.getMessage(), "");
    }
  }

  static BufferedReader utf8(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}
