package dev.hoist.kernel.policy;

import java.util.List;
import java.util.Optional;

/**
 * Something the requester is asked, whose answer goes into {@link Known#FIELDS}.
 *
 * @param name the answer's name
 * @param label how it is put to people
 * @param pattern what a text must match as a whole, in RE2 syntax
 * @param choices what there is to choose from
 * @param least the smallest number
 * @param most the largest number
 * @param message what is said to an answer that does not fit; empty for a message made up
 */
public record Question(
    String name,
    String label,
    Sort sort,
    boolean required,
    Optional<String> pattern,
    List<String> choices,
    Optional<Long> least,
    Optional<Long> most,
    Optional<String> message) {
  /** What kind of answer is wanted. */
  public enum Sort {
    TEXT,
    NUMBER,
    CHOICE,
    YES_NO
  }

  public Question {
    choices = List.copyOf(choices);
  }
}
