package dev.hoist.control.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hoist.wire.Page;
import dev.hoist.wire.ProblemCode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds openapi.yaml against the routes that are served and the records that they speak. */
@Tag("slow")
final class OpenApiTest {
  private static final String SCHEMAS = "#/components/schemas/";

  private static ApiWorld world;
  private static Map<String, Object> api;

  @BeforeAll
  static void start() throws IOException {
    world = new ApiWorld();
    api =
        map(
            new Load(LoadSettings.builder().build())
                .loadFromString(world.admin().get("/openapi.yaml").expect(200).body()));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  private static Object at(Object from, String... path) {
    Object here = from;
    for (String step : path) {
      here = map(here).getOrDefault(step, Map.of());
    }
    return here;
  }

  @Test
  void routesAndBodiesAreThoseThatAreServed() {
    Set<Served> written = new HashSet<>();
    for (var path : map(api.get("paths")).entrySet()) {
      for (var operation : map(path.getValue()).entrySet()) {
        written.add(
            new Served(
                operation.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                schema(at(operation.getValue(), "requestBody", "content")),
                answer(operation.getValue())));
      }
    }
    assertThat(written).containsExactlyInAnyOrderElementsOf(Served.by(world.server));
  }

  private static Optional<String> answer(Object operation) {
    return Stream.of("200", "201")
        .flatMap(status -> schema(at(operation, "responses", status, "content")).stream())
        .findFirst();
  }

  private static Optional<String> schema(Object content) {
    Object ref = at(content, "application/json", "schema", "$ref");
    return ref instanceof String text
        ? Optional.of(text.substring(SCHEMAS.length()))
        : Optional.empty();
  }

  @Test
  void operationsHaveNamesOfTheirOwn() {
    List<Object> ids =
        map(api.get("paths")).values().stream()
            .flatMap(path -> map(path).values().stream())
            .map(operation -> at(operation, "operationId"))
            .toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(String.class::isInstance);
  }

  @Test
  void schemasHaveThePropertiesOfTheirRecords() throws ClassNotFoundException {
    for (var schema : schemas().entrySet()) {
      if (map(schema.getValue()).containsKey("enum")) {
        continue;
      }
      Class<?> record = record(schema.getKey());
      Map<String, Object> properties = map(at(schema.getValue(), "properties"));
      assertThat(properties.keySet())
          .as(schema.getKey())
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(record.getRecordComponents()).map(OpenApiTest::name).toList());
      assertThat(required(schema.getValue()))
          .as("required in " + schema.getKey())
          .isEqualTo(requiredBy(record, properties));
    }
  }

  private static Map<String, Object> schemas() {
    return map(at(api, "components", "schemas"));
  }

  private static Class<?> record(String schema) throws ClassNotFoundException {
    return schema.endsWith("Page") ? Page.class : Class.forName("dev.hoist.wire." + schema);
  }

  private static String name(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null ? component.getName() : named.value();
  }

  private static Set<String> required(Object schema) {
    return at(schema, "required") instanceof List<?> names
        ? names.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new))
        : Set.of();
  }

  private static Set<String> requiredBy(Class<?> record, Map<String, Object> properties) {
    return Arrays.stream(record.getRecordComponents())
        .filter(c -> c.getType() != Optional.class)
        .map(OpenApiTest::name)
        .filter(name -> !map(properties.get(name)).containsKey("default"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyRecordOfTheWireHasASchema() throws IOException {
    Path sources = Path.of("../wire/src/main/java/dev/hoist/wire");
    Set<String> records;
    try (Stream<Path> files = Files.list(sources)) {
      records =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(OpenApiTest::speaks)
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertThat(schemas().keySet()).containsAll(records);
  }

  private static boolean speaks(String name) {
    try {
      Class<?> type = Class.forName("dev.hoist.wire." + name);
      return type.isEnum() || (type.isRecord() && type != Page.class);
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Test
  void enumsHaveTheirConstants() throws ClassNotFoundException {
    for (var schema : schemas().entrySet()) {
      if (at(schema.getValue(), "enum") instanceof List<?> words) {
        Class<?> type = Class.forName("dev.hoist.wire." + schema.getKey());
        assertThat(words.stream().map(Object::toString).toList())
            .as(schema.getKey())
            .containsExactlyElementsOf(
                Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
      }
    }
    assertThat(schemas()).containsKey(ProblemCode.class.getSimpleName());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(refs(api))
        .allSatisfy(ref -> assertThat(at(api, ref.substring(2).split("/"))).isNotEqualTo(Map.of()));
  }

  private static List<String> refs(Object node) {
    return switch (node) {
      case Map<?, ?> fields when fields.get("$ref") instanceof String ref -> List.of(ref);
      case Map<?, ?> fields -> fields.values().stream().flatMap(v -> refs(v).stream()).toList();
      case List<?> items -> items.stream().flatMap(v -> refs(v).stream()).toList();
      default -> List.of();
    };
  }
}
