package dev.hoist.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Rows under headings, two blanks between columns, nothing else: easy to read and to cut up. */
public final class Table<T> {
  private record Column<T>(String heading, Function<T, String> cell) {}

  private static final int WIDEST = 120;

  private final List<Column<T>> columns = new ArrayList<>();

  public Table<T> column(String heading, Function<T, String> cell) {
    columns.add(new Column<>(heading, cell));
    return this;
  }

  /** The lines of the table; empty for no rows. */
  public List<String> lines(List<T> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(Column::heading).toList());
    for (T row : rows) {
      cells.add(columns.stream().map(c -> Clean.line(c.cell().apply(row), WIDEST)).toList());
    }
    int[] widths = widths(cells);
    return cells.stream().map(line -> pad(line, widths)).toList();
  }

  private int[] widths(List<List<String>> cells) {
    int[] widths = new int[columns.size()];
    for (List<String> line : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(line.get(i)));
      }
    }
    return widths;
  }

  private static String pad(List<String> line, int[] widths) {
    var out = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      out.append(line.get(i)).append(" ".repeat(widths[i] - width(line.get(i)) + 2));
    }
    return out.toString().stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
