package dev.hoist.cli.base;

import dev.hoist.kernel.identity.Secret;
import java.io.Console;
import java.util.Optional;

/** Asks the person at the terminal. */
public interface Prompt {
  /** A line of input; empty when nobody is there to ask, or they ended the input. */
  Optional<String> line(String question);

  /** A line of input that is not shown while it is typed. */
  Optional<Secret> secret(String question);

  /** Nobody is there. */
  static Prompt none() {
    return new Prompt() {
      @Override
      public Optional<String> line(String question) {
        return Optional.empty();
      }

      @Override
      public Optional<Secret> secret(String question) {
        return Optional.empty();
      }
    };
  }

  static Prompt on(Console console) {
    return new Prompt() {
      @Override
      public Optional<String> line(String question) {
        return Optional.ofNullable(console.readLine("%s", question));
      }

      @Override
      public Optional<Secret> secret(String question) {
        return Optional.ofNullable(console.readPassword("%s", question))
            .map(typed -> Secret.of(new String(typed)));
      }
    };
  }
}
