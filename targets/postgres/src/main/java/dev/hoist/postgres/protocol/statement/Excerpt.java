package dev.hoist.postgres.protocol.statement;

import dev.hoist.postgres.protocol.codec.Body;
import java.nio.charset.Charset;

/**
 * A text as the recording keeps it: whole up to a bound, beyond that its beginning and a digest of
 * all of it.
 */
public record Excerpt(String text, boolean truncated) {
  /** The most bytes of a statement's text that are kept. */
  public static final int MAX_STATEMENT = 1024 * 1024;

  /** Reads a statement, up to its zero byte. */
  public static Excerpt statement(Body body, Charset charset) {
    Excerpt read = read(body, body.stringLength(), MAX_STATEMENT, charset);
    body.skip(1);
    return read;
  }

  static Excerpt read(Body body, int length, int most, Charset charset) {
    if (length <= most) {
      return new Excerpt(body.text(length, charset), false);
    }
    String rest = "… [" + length + " bytes, sha256 " + body.sha256(length) + "]";
    String kept = body.text(most, charset);
    body.skip(length - most);
    return new Excerpt(kept + rest, true);
  }
}
