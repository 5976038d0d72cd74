package dev.hoist.postgres.protocol.codec;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What an ErrorResponse says, as far as hoist needs it.
 *
 * @param severity never localized where the target says it so (field V), else as localized
 */
public record Report(String severity, String sqlState, String message) {

  /** Reads and consumes a body of an ErrorResponse. */
  public static Report read(Body body, Charset charset) {
    String severity = "";
    String plainSeverity = "";
    String sqlState = "";
    String message = "";
    for (byte field = body.int8(); field != 0; field = body.int8()) {
      switch (field) {
        case 'S' -> severity = body.string(charset);
        case 'V' -> plainSeverity = body.string(StandardCharsets.US_ASCII);
        case 'C' -> sqlState = body.string(StandardCharsets.US_ASCII);
        case 'M' -> message = body.string(charset);
        default -> body.string(StandardCharsets.ISO_8859_1);
      }
    }
    body.end();
    return new Report(plainSeverity.isEmpty() ? severity : plainSeverity, sqlState, message);
  }

  /** Whether the target ends the connection after it. */
  public boolean ends() {
    return severity.equals("FATAL") || severity.equals("PANIC");
  }
}
