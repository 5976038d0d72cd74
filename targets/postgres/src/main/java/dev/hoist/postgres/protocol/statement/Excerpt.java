package dev.hoist.postgres.protocol.statement;

import dev.hoist.postgres.protocol.codec.Body;
import dev.hoist.postgres.protocol.codec.Sha256;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value as the recording keeps it: whole up to a bound, beyond that its beginning and a digest of
 * all of it.
 */
public record Excerpt(String text, boolean truncated) {
  /** A text that is longer stands in the recording once; afterwards only its beginning does. */
  static final int ONCE = 8 * 1024;

  private static final int BEGINNING = 200;

  static Excerpt read(Body body, int length, int most, Charset charset) {
    if (length <= most) {
      return new Excerpt(body.exact(length, charset), false);
    }
    String rest = "… [" + length + " bytes, sha256 " + body.sha256(length) + "]";
    String kept = body.exact(most, charset);
    body.skip(length - most);
    return new Excerpt(kept + rest, true);
  }

  /** A text as it is shown once it stands whole in a statement of the recording. */
  static String again(String text, long number) {
    if (text.length() <= ONCE) {
      return text;
    }
    MessageDigest digest = Sha256.begin();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return text.substring(0, BEGINNING)
        + "… /* hoist: "
        + text.length()
        + " characters, sha256 "
        + Sha256.hex(digest)
        + ", as in statement "
        + number
        + " */";
  }
}
