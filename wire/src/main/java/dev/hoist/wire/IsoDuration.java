package dev.hoist.wire;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** ISO-8601 and nothing else: a bare number could be seconds, minutes or milliseconds. */
final class IsoDuration extends StdDeserializer<Duration> {
  private static final int LONGEST = 40;
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final boolean asked;

  private IsoDuration(boolean asked) {
    super(Duration.class);
    this.asked = asked;
  }

  /** What may be asked for: whole seconds, at least one, for nobody is served by less. */
  static IsoDuration asked() {
    return new IsoDuration(true);
  }

  /** Any: what was asked of an older server may have been less. */
  static IsoDuration told() {
    return new IsoDuration(false);
  }

  @Override
  public Duration deserialize(JsonParser in, DeserializationContext context) {
    if (!in.hasToken(JsonToken.VALUE_STRING) || in.getString().length() > LONGEST) {
      return bad(in, context);
    }
    try {
      Duration length = Duration.parse(in.getString());
      return asked && !fit(length) ? bad(in, context) : length;
    } catch (DateTimeParseException | ArithmeticException e) {
      return bad(in, context);
    }
  }

  private static boolean fit(Duration length) {
    return length.compareTo(SHORTEST) >= 0 && length.equals(length.truncatedTo(ChronoUnit.SECONDS));
  }

  private static Duration bad(JsonParser in, DeserializationContext context) {
    Object said = in.getString().length() > LONGEST ? "" : in.getString();
    throw context.weirdStringException(String.valueOf(said), Duration.class, Json.LENGTHS);
  }
}
