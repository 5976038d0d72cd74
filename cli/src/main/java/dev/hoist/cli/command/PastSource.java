package dev.hoist.cli.command;

import dev.hoist.cli.base.Failure;
import dev.hoist.cli.client.Api;
import dev.hoist.cli.client.Query;
import dev.hoist.policy.replay.Past;
import dev.hoist.wire.Json;
import dev.hoist.wire.PastDecisionView;
import dev.hoist.wire.PolicyFilesView;
import dev.hoist.wire.Routes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/**
 * Where past decisions come from. As a file: JSON lines, the first of which may be the policy that
 * was in force, each other one a decision, as the server hands them out.
 */
final class PastSource {
  /** Where a line stands that came from there. */
  static final String SERVER = "the server's answer";

  private PastSource() {}

  /** From the server, part by part. */
  static void read(Api api, Instant since, Consumer<String> taker) {
    String path = Query.with(Routes.POLICY_DECISIONS, "since", since.toString());
    Optional<Long> last = Optional.empty();
    do {
      last = part(api, last.map(n -> Query.with(path, "after", n.toString())).orElse(path), taker);
    } while (last.isPresent());
  }

  /** The number of the last one; nothing when there was none. */
  private static Optional<Long> part(Api api, String path, Consumer<String> taker) {
    Optional<String> last = Optional.empty();
    try (InputStream in = api.open(path, "application/jsonl");
        BufferedReader lines = Tools.utf8(in)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = Optional.of(line);
        taker.accept(line);
      }
      return last.map(line -> past(line, SERVER).number());
    } catch (IOException e) {
      throw Failure.error("the decisions broke off: " + e.getMessage(), "try again");
    }
  }

  /**
   * The policy in force then, if the file has it.
   *
   * @param taker is given each line and where it stands
   */
  static Optional<PolicyFilesView> read(Path file, BiConsumer<String, String> taker) {
    Optional<PolicyFilesView> policy = Optional.empty();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (number == 1 && line.startsWith("{\"hash\"")) {
          policy = Optional.of(Json.responses().readValue(line, PolicyFilesView.class));
        } else if (!line.isBlank()) {
          taker.accept(line, file + ":" + number);
        }
      }
      return policy;
    } catch (IOException | JacksonException e) {
      throw Failure.error(file + " cannot be read: " + e.getMessage(), "");
    }
  }

  static Past past(String line, String where) {
    try {
      return PastJson.read(Json.responses().readValue(line, PastDecisionView.class));
    } catch (RuntimeException e) {
      throw Failure.error(
          where + " is not a decision: " + e.getMessage(), "is one of the two much older?");
    }
  }
}
