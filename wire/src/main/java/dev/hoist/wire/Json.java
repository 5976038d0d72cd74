package dev.hoist.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** JSON as the API speaks it. */
public final class Json {
  /** The longest body a request may have. */
  public static final int MAX_REQUEST_BYTES = 64 * 1024;

  /** The longest body that proposes a policy. */
  public static final int MAX_POLICY_BYTES = 4 << 20;

  /** What a length of time in a request is. */
  public static final String LENGTHS =
      "a length of time is whole seconds, at least one, written like PT30M or PT1H30M";

  private static final JsonMapper STRICT = strict();
  private static final JsonMapper TOLERANT = tolerant();

  private Json() {}

  /**
   * For what clients send: an unknown, repeated or missing property is an error, and so is what
   * nests deeply or follows the value. So is a length of time that is no whole number of seconds,
   * or none.
   */
  public static JsonMapper requests() {
    return STRICT;
  }

  /** For what the server answers: a newer server may say more than this reader knows. */
  public static JsonMapper responses() {
    return TOLERANT;
  }

  private static JsonMapper strict() {
    var constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(16)
            .maxStringLength(MAX_POLICY_BYTES)
            .maxNameLength(128)
            .maxNumberLength(32)
            .maxDocumentLength(MAX_POLICY_BYTES)
            .build();
    return common(
            JsonFactory.builder().streamReadConstraints(constraints).build(), IsoDuration.asked())
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
  }

  private static JsonMapper tolerant() {
    return common(new JsonFactory(), IsoDuration.told())
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }

  private static JsonMapper.Builder common(JsonFactory factory, IsoDuration lengths) {
    var module = new SimpleModule("hoist");
    module.addDeserializer(Duration.class, lengths);
    return JsonMapper.builder(factory)
        .addModule(module)
        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.NON_ABSENT))
        .withConfigOverride(
            List.class, o -> o.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
  }
}
