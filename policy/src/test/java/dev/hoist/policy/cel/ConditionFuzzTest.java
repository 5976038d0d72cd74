package dev.hoist.policy.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Value;
import dev.hoist.policy.cel.Condition.Outcome;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;

/**
 * Any condition about any facts ends, whatever they are, and does not fill the memory. In an
 * ordinary run the bombs that were found are tried again; with {@code JAZZER_FUZZ=1} new ones are
 * sought. An input is the condition and, after an empty line, bytes that say how much there is of
 * everything: incidents, groups, reason, ticket, attributes.
 */
class ConditionFuzzTest {
  private static final long MOST_BYTES = 4L << 30;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @FuzzTest(maxDuration = "2m")
  @DisplayName("a condition ends after bounded work, whatever it says and is asked about")
  void anyCondition(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    int end = text.indexOf("\n\n");
    String when = end < 0 ? text : text.substring(0, end);
    Variables variables = variables(end < 0 ? "" : text.substring(end + 2));
    for (Conditions.Subject about : Conditions.Subject.values()) {
      var conditions = new Conditions(Set.of("primary"));
      if (conditions.faults(about, when).isEmpty()) {
        check(conditions.get(about, when), variables);
      }
    }
  }

  private static void check(Condition condition, Variables variables) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Outcome outcome = condition.test(variables);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
    assertThat(words(condition.test(variables))).isEqualTo(words(outcome));
    assertThat(condition.why(variables).isEmpty()).isEqualTo(outcome instanceof Outcome.Holds);
  }

  private static String words(Outcome outcome) {
    return outcome instanceof Outcome.Unknown unknown ? unknown.why() : outcome.toString();
  }

  private static int size(String sizes, int at, int times) {
    return at < sizes.length() ? (sizes.charAt(at) & 0xFF) * times : 1;
  }

  private static Variables variables(String sizes) {
    var id = new SubjectId(new UUID(1, 2));
    String letters = "a".repeat(size(sizes, 2, 1_200));
    Value services = new Value.Many(many(size(sizes, 4, 10)));
    Value incident =
        new Value.Named(
            Map.of(
                "id", new Value.Text("I"),
                "title", new Value.Text(letters),
                "open", new Value.Flag(true),
                "services", services));
    List<String> groups = IntStream.range(0, size(sizes, 1, 80)).mapToObj(i -> "g" + i).toList();
    var facts =
        new Facts(
            new Subject(id, id, "ana", Subject.Kind.PERSON),
            Set.of(),
            "db",
            "read",
            Duration.ofMinutes(1),
            Optional.of(letters + "x"),
            Instant.parse("2026-11-03T14:02:00Z"),
            Map.of(
                Known.TICKET,
                new Value.Text("a".repeat(size(sizes, 3, 600)) + "y"),
                Known.INCIDENTS,
                new Value.Many(Collections.nCopies(size(sizes, 0, 8), incident)),
                Known.SUBJECT + "all",
                services,
                Known.SUBJECT + "deep",
                new Value.Many(Collections.nCopies(100, services))));
    return Variables.of(facts, "postgres", Map.of("env", "prod"), () -> groups, ZoneOffset.UTC);
  }

  private static List<Value> many(int size) {
    return IntStream.range(0, size).<Value>mapToObj(i -> new Value.Text("s" + i)).toList();
  }
}
