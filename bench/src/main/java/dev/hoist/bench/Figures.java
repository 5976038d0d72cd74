package dev.hoist.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Repeated measurements of one thing; told as median and range. */
public final class Figures {
  private final List<Double> values = new ArrayList<>();

  public void add(double value) {
    values.add(value);
  }

  public void add(Duration took) {
    add(took.toNanos() / 1e9);
  }

  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }

  /** Median, and in brackets the least and the most. */
  public String tell(String unit) {
    double least = values.stream().mapToDouble(v -> v).min().orElse(Double.NaN);
    double most = values.stream().mapToDouble(v -> v).max().orElse(Double.NaN);
    return String.format(
        Locale.ROOT,
        "%9.3f %s  (%.3f to %.3f, %d runs)",
        median(),
        unit,
        least,
        most,
        values.size());
  }
}
