package dev.hoist.kernel.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Something known about someone or something. Closed, so that it can be stored and read back. */
public sealed interface Value {
  /** A text. */
  record Text(String text) implements Value {}

  /** Yes or no. */
  record Flag(boolean yes) implements Value {}

  /** A whole number. */
  record Whole(long number) implements Value {}

  /** A moment. */
  record Moment(Instant at) implements Value {}

  /** A length of time. */
  record Span(Duration length) implements Value {}

  /** Several, in order. */
  record Many(List<Value> items) implements Value {
    public Many {
      items = List.copyOf(items);
    }
  }

  /** Several, by name. */
  record Named(Map<String, Value> fields) implements Value {
    public Named {
      fields = Map.copyOf(fields);
    }
  }
}
