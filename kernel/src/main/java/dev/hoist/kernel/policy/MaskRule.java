package dev.hoist.kernel.policy;

import java.util.List;
import java.util.Optional;

/**
 * Values that are not shown as they are.
 *
 * @param columns which columns: {@code customers.phone}, {@code *.email}; empty for detection
 * @param detect what is recognised wherever it stands; empty for columns
 */
public record MaskRule(List<String> columns, Optional<Detector> detect, Show show) {
  /** What can be recognised by its form. */
  public enum Detector {
    CARD_NUMBER,
    EMAIL,
    IBAN,
    IP_ADDRESS,
    PHONE
  }

  /** What is left of a value. */
  public enum Show {
    NOTHING,
    PARTIAL,
    LAST4,
    HASH
  }

  public MaskRule {
    columns = List.copyOf(columns);
    if (columns.isEmpty() == detect.isEmpty()) {
      throw new IllegalArgumentException("a mask is of columns or of what is detected");
    }
  }
}
