package dev.hoist.policy.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.policy.Goldens;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.policy.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicySchemaTest {
  private static final Path KEPT = Path.of("../spec/policy/schema.json");
  private static final String HEAD = "apiVersion: hoist/v1\npolicy: p\n";
  private static final String RULE = "/$defs/rule/properties/";
  private static final String TEST = "/$defs/test/properties/";
  private static final String MASK = "/properties/masking/additionalProperties/items";
  private static final String RAIL = "/properties/guardrails/additionalProperties/items";

  /** Every mapping of the schema, and a file with an unknown key in it. */
  private static final Map<String, String> MAPPINGS = new HashMap<>();

  /** Every choice of words, and a file with another word there. */
  private static final Map<String, String> CHOICES = new HashMap<>();

  static {
    MAPPINGS.put("", "zzz: 1");
    MAPPINGS.put("/properties/groups/additionalProperties", "groups: {g: {zzz: 1}}");
    MAPPINGS.put("/$defs/target", "targets: {t: {zzz: 1}}");
    MAPPINGS.put("/$defs/rule", "rules: [{name: r, zzz: 1}]");
    MAPPINGS.put(RULE + "grant", "rules: [{name: r, grant: {zzz: 1}}]");
    MAPPINGS.put(RULE + "grant/properties/extend", "rules: [{name: r, grant: {extend: {zzz: 1}}}]");
    MAPPINGS.put("/$defs/round", "rules: [{name: r, grant: {max: 1h}, approval: [{zzz: 1}]}]");
    MAPPINGS.put(
        "/$defs/round/properties/escalate",
        "rules: [{name: r, grant: {max: 1h}, approval: [{escalate: {zzz: 1}}]}]");
    MAPPINGS.put(RULE + "ask", "rules: [{name: r, grant: {max: 1h}, ask: {zzz: 1}}]");
    MAPPINGS.put(
        RULE + "ask/properties/fields/additionalProperties",
        "rules: [{name: r, grant: {max: 1h}, ask: {fields: {f: {zzz: 1}}}}]");
    MAPPINGS.put(RULE + "after", "rules: [{name: r, grant: {max: 1h}, after: {zzz: 1}}]");
    MAPPINGS.put(
        RULE + "after/properties/review",
        "rules: [{name: r, grant: {max: 1h}, after: {review: {zzz: 1}}}]");
    MAPPINGS.put(MASK, "masking: {m: [{zzz: 1}]}");
    MAPPINGS.put(RAIL, "guardrails: {g: [{zzz: 1}]}");
    MAPPINGS.put("/$defs/test", "tests: [{it: x, zzz: 1}]");
    MAPPINGS.put(TEST + "given", "tests: [{it: x, given: {zzz: 1}}]");
    MAPPINGS.put(TEST + "request", "tests: [{it: x, request: {zzz: 1}}]");
    MAPPINGS.put(TEST + "expect", "tests: [{it: x, expect: {zzz: 1}}]");

    CHOICES.put("/properties/scope", "scope: zzz");
    CHOICES.put("/properties/mode", "mode: zzz");
    CHOICES.put("/properties/on_change", "on_change: zzz");
    CHOICES.put(
        RULE + "ask/properties/reason", "rules: [{name: r, grant: {max: 1h}, ask: {reason: zzz}}]");
    CHOICES.put(
        RULE + "ask/properties/fields/additionalProperties/properties/type",
        "rules: [{name: r, grant: {max: 1h}, ask: {fields: {f: {type: zzz}}}}]");
    CHOICES.put(MASK + "/properties/detect", "masking: {m: [{detect: zzz, show: hash}]}");
    CHOICES.put(MASK + "/properties/show", "masking: {m: [{detect: email, show: zzz}]}");
    CHOICES.put(TEST + "given/properties/via", "tests: [{it: x, given: {via: zzz}}]");
    CHOICES.put(TEST + "expect/properties/decision", "tests: [{it: x, expect: {decision: zzz}}]");
  }

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(PolicySchema.text());

  private static List<Error> errors(String yaml) {
    return SCHEMA.validate(yaml, InputFormat.YAML);
  }

  private static Reading read(String text) {
    return new HoistPolicyLoader().read(List.of(new PolicyFile("p.yaml", text)));
  }

  @Test
  void isWhatIsKept() throws IOException {
    assertThat(KEPT)
        .as("write it anew with: hoist policy schema > spec/policy/schema.json")
        .exists();
    assertThat(PolicySchema.text()).isEqualTo(Files.readString(KEPT));
  }

  @Test
  void whatTheLoaderTakesTheSchemaTakes() throws IOException {
    int good = 0;
    for (PolicyFile file : Goldens.files()) {
      if (read(file.text()).bound().isPresent()) {
        good++;
        assertThat(errors(file.text())).as(file.name() + "\n" + file.text()).isEmpty();
      }
    }
    assertThat(good).isGreaterThan(10);
  }

  @Test
  void theKeysOfEveryMappingAreThoseThatTheLoaderNames() {
    Map<String, Set<String>> mappings = new HashMap<>();
    walk(PolicySchema.schema(), "", mappings, new HashMap<>());
    assertThat(MAPPINGS.keySet()).isEqualTo(mappings.keySet());
    MAPPINGS.forEach(
        (place, yaml) -> {
          assertThat(told(yaml, "unknown key zzz", "keys here: ", ", "))
              .as(place)
              .isEqualTo(mappings.get(place));
          assertThat(errors(HEAD + yaml)).as(yaml).anyMatch(e -> e.getMessage().contains("zzz"));
        });
  }

  @Test
  void theWordsOfEveryChoiceAreThoseThatTheLoaderNames() {
    Map<String, Set<String>> choices = new HashMap<>();
    walk(PolicySchema.schema(), "", new HashMap<>(), choices);
    assertThat(CHOICES.keySet()).isEqualTo(choices.keySet());
    CHOICES.forEach(
        (place, yaml) -> {
          assertThat(told(yaml, ", not zzz", " is ", " or "))
              .as(place)
              .isEqualTo(choices.get(place));
          assertThat(errors(HEAD + yaml)).as(yaml).isNotEmpty();
        });
  }

  /** What the loader lists when it meets a wrong key or word. */
  private static Set<String> told(String yaml, String about, String before, String between) {
    Optional<String> said =
        read(HEAD + yaml).problems().stream()
            .map(PolicyProblem::message)
            .filter(m -> m.contains(about))
            .findFirst();
    String list = said.orElseThrow(() -> new AssertionError(yaml)).replace(", not zzz", "");
    return new HashSet<>(
        List.of(list.substring(list.indexOf(before) + before.length()).split(between, -1)));
  }

  private static void walk(
      Object node,
      String place,
      Map<String, Set<String>> mappings,
      Map<String, Set<String>> choices) {
    if (node instanceof Map<?, ?> map) {
      if (Boolean.FALSE.equals(map.get("additionalProperties"))
          && map.get("properties") instanceof Map<?, ?> properties) {
        mappings.put(place, texts(properties.keySet()));
      }
      if (map.get("enum") instanceof List<?> words) {
        choices.put(place, texts(words));
      }
      map.forEach((key, value) -> walk(value, place + "/" + key, mappings, choices));
    }
  }

  private static Set<String> texts(Iterable<?> values) {
    List<String> all = new ArrayList<>();
    values.forEach(v -> all.add(String.valueOf(v)));
    return new HashSet<>(all);
  }

  @Test
  void tellsWhatIsMissingOrOfAnotherSort() {
    for (String yaml :
        List.of(
            "rules: [{name: r}]",
            "rules: [{name: r, grant: {max: 1h}}]",
            "rules: [{name: r, deny: x, who: sre}]",
            "rules: [{name: r, who: everyone, roles: a, grant: {max: 1 hour}, approval: none}]",
            "targets: {t: {kind: postgres}}",
            "groups: {g: {}}",
            "groups: {a b: {members: [x]}}",
            "targets: {t: {kind: true, address: a}}",
            "rules: [{name: r, who: everyone, roles: a, grant: {max: 1h}, approval: none, ask:"
                + " {fields: {f: {type: number, max: '9'}}}}]",
            "rules: [{name: r, who: everyone, roles: a, grant: {max: 1h}, approval: none, ask:"
                + " {fields: {f: {type: text, required: 'true'}}}}]",
            "owners: []",
            "groups: {g: {idp: []}}",
            "schedules: {s: {pagerduty: P7, levels: []}}",
            "targets: {t: {kind: postgres, address: a, owner: []}}",
            "targets: {t: {kind: postgres, address: a}}\nroles: {r: {on: []}}",
            "targets: {t: {kind: postgres, address: a}}\nroles: {r: {on: t, grants: []}}",
            "masking: {pii: []}",
            "masking: {pii: [{columns: [], show: nothing}]}",
            "guardrails: {g: []}",
            "rules: [{name: r, who: [], deny: x}]",
            "rules: [{name: r, roles: [], deny: x}]")) {
      assertThat(errors(HEAD + yaml)).as(yaml).isNotEmpty();
      assertThat(read(HEAD + yaml).bound()).as(yaml).isEmpty();
    }
    assertThat(errors("policy: p\n")).isNotEmpty();
    for (String name : List.of("0", "true", "1.5")) {
      String file = "apiVersion: hoist/v1\npolicy: ";
      assertThat(errors(file + name)).as(name).isNotEmpty();
      assertThat(read(file + name).bound()).as(name).isEmpty();
      assertThat(errors(file + '"' + name + '"')).as(name).isEmpty();
      assertThat(read(file + '"' + name + '"').bound()).as(name).isPresent();
    }
  }
}
