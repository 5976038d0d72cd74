package dev.hoist.cli.command;

import dev.hoist.cli.base.Exit;
import dev.hoist.cli.base.Failure;
import dev.hoist.cli.base.Shell;
import dev.hoist.cli.show.Clean;
import dev.hoist.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Shows a recording's lines to people: when, what was sent, and how it ended. */
final class RecordingPlayer {
  private static final int LONGEST_PAUSE_MILLIS = 5_000;

  private final Shell shell;
  private final Optional<Double> speed;
  private long at;

  RecordingPlayer(Shell shell, Optional<Double> speed) {
    this.shell = shell;
    this.speed = speed;
  }

  void play(BufferedReader lines) throws IOException, InterruptedException {
    String line;
    while ((line = lines.readLine()) != null) {
      JsonNode entry = parse(line);
      if (entry.has("t")) {
        pause(entry.path("t").asLong(0));
        show(entry);
      } else if (entry.has("hoist")) {
        header(entry);
      }
    }
  }

  private static JsonNode parse(String line) {
    try {
      return Json.responses().readTree(line);
    } catch (JacksonException e) {
      throw new Failure(Exit.VERIFICATION_FAILED, "the recording has a line that is not JSON", "");
    }
  }

  private void header(JsonNode entry) {
    shell.say(
        Clean.line(
            "%s  %s on %s/%s under %s, %s"
                .formatted(
                    entry.path("session").asString(""),
                    entry.path("subject").asString(""),
                    entry.path("target").asString(""),
                    entry.path("role").asString(""),
                    entry.path("grant").asString(""),
                    entry.path("start").asString(""))));
  }

  private void pause(long t) throws InterruptedException {
    if (speed.isPresent() && t > at) {
      double millis = Math.min((t - at) / speed.get(), LONGEST_PAUSE_MILLIS);
      Thread.sleep((long) millis);
    }
    at = t;
  }

  private void show(JsonNode entry) {
    switch (entry.path("type").asString("")) {
      case "statement" -> statement(entry);
      case "outcome" ->
          print(
              number(entry)
                  + (entry.path("ok").asBoolean(true) ? "✓ " : "✗ ")
                  + entry.path("outcome").asString("")
                  + rows(entry.path("rows").asLong(0)));
      case "data" -> print(number(entry) + entry.path("bytes").asLong(0) + " bytes of data");
      case "note" -> print("! " + entry.path("text").asString(""));
      default -> print(entry.toString());
    }
  }

  private void statement(JsonNode entry) {
    print(number(entry) + "> " + entry.path("text").asString(""));
    List<String> values = new ArrayList<>();
    entry.path("parameters").forEach(p -> values.add(p.isNull() ? "NULL" : p.asString("")));
    if (!values.isEmpty()) {
      print("with " + String.join(", ", values));
    }
    if (entry.path("truncated").asBoolean(false)) {
      print("(longer than the recording keeps)");
    }
  }

  /** Entries name each other by it, and outcomes come in any order. */
  private static String number(JsonNode entry) {
    return "#" + entry.path("number").asLong(0) + " ";
  }

  private static String rows(long rows) {
    return rows == 0 ? "" : ", " + rows + (rows == 1 ? " row" : " rows");
  }

  private void print(String text) {
    String indent = "\n" + " ".repeat(12);
    shell.print(
        String.format(Locale.ROOT, "+%9.3fs ", at / 1000.0)
            + Clean.lines(text).strip().replace("\n", indent));
  }
}
