package dev.hoist.wire;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** ISO-8601 and nothing else: a bare number could be seconds, minutes or milliseconds. */
final class IsoDuration extends StdDeserializer<Duration> {
  private static final int LONGEST = 40;

  IsoDuration() {
    super(Duration.class);
  }

  @Override
  public Duration deserialize(JsonParser in, DeserializationContext context) {
    if (!in.hasToken(JsonToken.VALUE_STRING) || in.getString().length() > LONGEST) {
      return bad(in, context);
    }
    try {
      return Duration.parse(in.getString());
    } catch (DateTimeParseException | ArithmeticException e) {
      return bad(in, context);
    }
  }

  private static Duration bad(JsonParser in, DeserializationContext context) {
    Object said = in.getString().length() > LONGEST ? "" : in.getString();
    throw context.weirdStringException(
        String.valueOf(said), Duration.class, "a length of time is written like PT30M or PT1H30M");
  }
}
