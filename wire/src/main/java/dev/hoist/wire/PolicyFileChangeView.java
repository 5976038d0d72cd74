package dev.hoist.wire;

import java.util.List;
import java.util.Optional;

/**
 * What becomes of one file.
 *
 * @param how {@code added}, {@code changed} or {@code removed}
 * @param owners the principals of whom one has to agree
 * @param before its text by the policy in force; not in lists, nor for who may not see it
 * @param after its text as proposed; likewise
 */
public record PolicyFileChangeView(
    String name, String how, List<String> owners, Optional<String> before, Optional<String> after) {
  public PolicyFileChangeView {
    owners = List.copyOf(owners);
  }
}
