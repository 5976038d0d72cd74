package dev.hoist.wire;

import java.util.List;

/** The grants that are ending now: {@code G-7}, … */
public record RevocationsView(List<String> grants) {
  public RevocationsView {
    grants = List.copyOf(grants);
  }
}
