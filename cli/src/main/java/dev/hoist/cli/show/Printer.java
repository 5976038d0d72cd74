package dev.hoist.cli.show;

import dev.hoist.cli.base.Format;
import dev.hoist.cli.base.Shell;
import dev.hoist.wire.Json;
import java.util.List;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Prints a command's data in the format that was asked for. */
public record Printer(Shell shell, Format format) {
  /** One thing: the lines for people, or the whole of it for programs. */
  public void one(Object view, Iterable<String> lines) {
    switch (format) {
      case TABLE -> lines.forEach(line -> shell.print(Clean.lines(line)));
      case JSON -> shell.print(json(view));
      case YAML -> shell.out().print(yaml(view));
    }
  }

  /** A list; people are told when there is nothing in it. */
  public <T> void list(List<T> items, Table<T> table, String nothing) {
    switch (format) {
      case TABLE -> {
        table.lines(items).forEach(shell::print);
        if (items.isEmpty()) {
          shell.say(nothing);
        }
      }
      case JSON -> shell.print(json(items));
      case YAML -> shell.out().print(yaml(items));
    }
  }

  /** One of a list that is printed as it comes: a line of JSON, an entry of YAML. */
  public void item(Object view) {
    if (format == Format.YAML) {
      shell.out().print(yaml(List.of(view)));
    } else {
      shell.print(jsonLine(view));
    }
  }

  /** On one line, for streams. */
  public static String jsonLine(Object view) {
    return Json.responses().writeValueAsString(view);
  }

  private static String json(Object view) {
    return Json.responses().writerWithDefaultPrettyPrinter().writeValueAsString(view);
  }

  private static String yaml(Object view) {
    Object plain = Json.responses().convertValue(view, Object.class);
    var settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(settings).dumpToString(plain);
  }
}
