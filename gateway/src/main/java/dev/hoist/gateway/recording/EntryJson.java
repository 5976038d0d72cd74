package dev.hoist.gateway.recording;

import dev.hoist.spi.Recorded;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a recording's lines, newline included. One generator for all of them: making one for each
 * line was a tenth of the byte path. Not thread-safe.
 */
final class EntryJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().rootValueSeparator((String) null).build();

  private static final byte[] STATEMENT =
      ",\"type\":\"statement\",".getBytes(StandardCharsets.UTF_8);

  private final JsonGenerator json;

  /** Each line is in {@code out} when its call returns. */
  EntryJson(ByteArrayOutputStream out) {
    this.json = JSON.createGenerator(ObjectWriteContext.empty(), out);
  }

  void header(Header header) {
    json.writeStartObject();
    json.writeStringProperty("hoist", "recording/1");
    json.writeStringProperty("session", header.session().toString());
    json.writeStringProperty("grant", header.grant().toString());
    json.writeStringProperty("subject", wellFormed(header.subject()));
    json.writeStringProperty("target", wellFormed(header.target()));
    json.writeStringProperty("role", wellFormed(header.role()));
    json.writeStringProperty("start", header.start().toString());
    endLine();
  }

  void entry(long millis, Recorded entry) {
    json.writeStartObject();
    json.writeNumberProperty("t", millis);
    switch (entry) {
      case Recorded.Statement it -> statement(it);
      case Recorded.Outcome it -> outcome(it);
      case Recorded.Data it -> data(it);
      case Recorded.Note it -> note(it);
    }
    endLine();
  }

  private void endLine() {
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  /** Whether a line tells of a statement; what the statement says can look like anything. */
  static boolean isStatement(byte[] line) {
    int at = 0;
    while (at < line.length && line[at] != ',') {
      at++;
    }
    int end = at + STATEMENT.length;
    return end <= line.length && Arrays.equals(line, at, end, STATEMENT, 0, STATEMENT.length);
  }

  private void statement(Recorded.Statement it) {
    json.writeStringProperty("type", "statement");
    json.writeNumberProperty("number", it.number());
    json.writeStringProperty("text", wellFormed(it.text()));
    parameters(it.parameters());
    json.writeBooleanProperty("truncated", it.truncated());
  }

  private void parameters(List<Optional<String>> values) {
    json.writeArrayPropertyStart("parameters");
    for (Optional<String> value : values) {
      if (value.isPresent()) {
        json.writeString(wellFormed(value.get()));
      } else {
        json.writeNull();
      }
    }
    json.writeEndArray();
  }

  private void outcome(Recorded.Outcome it) {
    json.writeStringProperty("type", "outcome");
    json.writeNumberProperty("number", it.number());
    json.writeBooleanProperty("ok", it.ok());
    json.writeStringProperty("outcome", wellFormed(it.outcome()));
    json.writeNumberProperty("rows", it.rows());
    json.writeNumberProperty("bytes", it.bytes());
  }

  private void data(Recorded.Data it) {
    json.writeStringProperty("type", "data");
    json.writeNumberProperty("number", it.number());
    json.writeNumberProperty("bytes", it.bytes());
    json.writeStringProperty("sha256", it.sha256());
  }

  private void note(Recorded.Note it) {
    json.writeStringProperty("type", "note");
    json.writeStringProperty("text", wellFormed(it.text()));
  }

  /** Half a surrogate pair has no UTF-8; it becomes a question mark rather than a failure. */
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      }
    }
    return text;
  }
}
