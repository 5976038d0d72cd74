package dev.hoist.postgres.protocol.statement;

import dev.hoist.postgres.protocol.codec.Body;
import dev.hoist.postgres.protocol.codec.Violation;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The values of a Bind or FunctionCall message as the recording shows them.
 *
 * @param shown in order; when there are more than the recording keeps, the last stands for the rest
 */
public record BoundValues(List<Optional<String>> shown, boolean truncated) {
  /** About the most characters of one message's values that are kept. */
  private static final int MAX_SHOWN = 256 * 1024;

  private static final int NULL = -1;

  public BoundValues {
    shown = List.copyOf(shown);
  }

  /**
   * Reads format codes and values, and checks that each lies within the message. None is hidden: no
   * statement that sets a password takes parameters, and any other can run what is bound.
   *
   * @param candidates the statements they may be bound to, the likeliest first
   */
  public static BoundValues read(Body body, List<Prepared> candidates, Charset charset) {
    int[] formats = new int[body.int16()];
    for (int i = 0; i < formats.length; i++) {
      formats[i] = format(body.int16());
    }
    int count = body.int16();
    if (formats.length > 1 && formats.length != count) {
      throw new Violation(formats.length + " formats do not fit " + count + " values");
    }
    List<Optional<String>> shown = new ArrayList<>(Math.min(count, 1024));
    boolean truncated = false;
    int room = MAX_SHOWN;
    for (int i = 0; i < count; i++) {
      if (room <= 0) {
        // What is not shown is told apart all the same, down to the end of the message.
        String rest = "sha256 " + body.sha256(body.remaining());
        shown.add(Optional.of("… [" + (count - i) + " more values, " + rest + "]"));
        skip(body, count - i);
        return new BoundValues(shown, true);
      }
      int length = body.int32();
      truncated |= length > ParameterText.MAX_VALUE;
      Optional<String> value = value(body, i, length, formats, candidates, charset);
      shown.add(value);
      room -= value.map(String::length).orElse(0) + Integer.BYTES;
    }
    return new BoundValues(shown, truncated);
  }

  private static void skip(Body body, int count) {
    for (int i = 0; i < count; i++) {
      body.skip(Math.max(body.int32(), 0));
    }
  }

  private static int format(int code) {
    if (code > 1) {
      throw new Violation("values come in format 0 or 1, not " + code);
    }
    return code;
  }

  private static Optional<String> value(
      Body body, int index, int length, int[] formats, List<Prepared> candidates, Charset charset) {
    if (length == NULL) {
      return Optional.empty();
    }
    if (length < 0 || length > body.remaining()) {
      throw new Violation("a value does not lie within its message");
    }
    int format = formats.length == 0 ? 0 : formats[formats.length == 1 ? 0 : index];
    if (format == 0) {
      return Optional.of(ParameterText.text(body, length, charset));
    }
    int type = candidates.isEmpty() ? 0 : candidates.getFirst().type(index);
    return Optional.of(ParameterText.binary(type, body, length, charset));
  }
}
