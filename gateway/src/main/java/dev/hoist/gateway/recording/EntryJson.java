package dev.hoist.gateway.recording;

import dev.hoist.spi.Recorded;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a recording's lines, newline included. */
final class EntryJson {
  private static final JsonFactory JSON = new JsonFactory();

  private EntryJson() {}

  static void header(Header header, ByteArrayOutputStream out) {
    try (JsonGenerator json = start(out)) {
      json.writeStringProperty("hoist", "recording/1");
      json.writeStringProperty("session", header.session().toString());
      json.writeStringProperty("grant", header.grant().toString());
      json.writeStringProperty("subject", wellFormed(header.subject()));
      json.writeStringProperty("target", wellFormed(header.target()));
      json.writeStringProperty("role", wellFormed(header.role()));
      json.writeStringProperty("start", header.start().toString());
      json.writeEndObject();
    }
    out.write('\n');
  }

  static void entry(long millis, Recorded entry, ByteArrayOutputStream out) {
    try (JsonGenerator json = start(out)) {
      json.writeNumberProperty("t", millis);
      switch (entry) {
        case Recorded.Statement it -> statement(it, json);
        case Recorded.Outcome it -> outcome(it, json);
        case Recorded.Data it -> data(it, json);
        case Recorded.Note it -> note(it, json);
      }
      json.writeEndObject();
    }
    out.write('\n');
  }

  private static void statement(Recorded.Statement it, JsonGenerator json) {
    json.writeStringProperty("type", "statement");
    json.writeNumberProperty("number", it.number());
    json.writeStringProperty("text", wellFormed(it.text()));
    parameters(it.parameters(), json);
    json.writeBooleanProperty("truncated", it.truncated());
  }

  private static void parameters(List<Optional<String>> values, JsonGenerator json) {
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

  private static void outcome(Recorded.Outcome it, JsonGenerator json) {
    json.writeStringProperty("type", "outcome");
    json.writeNumberProperty("number", it.number());
    json.writeBooleanProperty("ok", it.ok());
    json.writeStringProperty("outcome", wellFormed(it.outcome()));
    json.writeNumberProperty("rows", it.rows());
    json.writeNumberProperty("bytes", it.bytes());
  }

  private static void data(Recorded.Data it, JsonGenerator json) {
    json.writeStringProperty("type", "data");
    json.writeNumberProperty("number", it.number());
    json.writeNumberProperty("bytes", it.bytes());
    json.writeStringProperty("sha256", it.sha256());
  }

  private static void note(Recorded.Note it, JsonGenerator json) {
    json.writeStringProperty("type", "note");
    json.writeStringProperty("text", wellFormed(it.text()));
  }

  private static JsonGenerator start(ByteArrayOutputStream out) {
    JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out);
    json.writeStartObject();
    return json;
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
