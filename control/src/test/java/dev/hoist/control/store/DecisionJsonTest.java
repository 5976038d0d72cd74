package dev.hoist.control.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.identity.SubjectId;
import dev.hoist.kernel.policy.Aftercare;
import dev.hoist.kernel.policy.Ask;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Escalation;
import dev.hoist.kernel.policy.Extension;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Limits;
import dev.hoist.kernel.policy.Question;
import dev.hoist.kernel.policy.Review;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.kernel.policy.Value;
import dev.hoist.kernel.policy.Windows;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S08 facts and decisions come back from the store as they went in")
class DecisionJsonTest {
  private static final Instant AT = Instant.parse("2026-11-03T14:02:00.123456789Z");

  private static Subject ana() {
    var id = new SubjectId(UUID.fromString("11111111-2222-3333-4444-555555555555"));
    return new Subject(id, id, "ana", Subject.Kind.PERSON);
  }

  @Test
  void factsWithValuesOfEveryType() {
    Map<String, Value> known =
        Map.of(
            Known.MFA_AT,
            new Value.Moment(AT),
            Known.BREAK_GLASS,
            new Value.Flag(true),
            Known.TICKET,
            new Value.Text("ORD-1\u0000\"é"),
            "subject.level",
            new Value.Whole(Long.MIN_VALUE),
            "subject.tenure",
            new Value.Span(Duration.ofSeconds(1, 5)),
            Known.INCIDENTS,
            new Value.Many(List.of(new Value.Named(Map.of("open", new Value.Flag(false))))));
    var facts =
        new Facts(
            ana(), Set.of("b", "a"), "t", "r", Duration.ofHours(1), Optional.of("why"), AT, known);
    assertThat(DecisionJson.readFacts(DecisionJson.write(facts))).isEqualTo(facts);
  }

  @Test
  void factsOfWhichNothingMoreIsKnown() {
    var facts = new Facts(ana(), Set.of(), "t", "r", Duration.ZERO, Optional.empty(), AT);
    assertThat(DecisionJson.readFacts(DecisionJson.write(facts))).isEqualTo(facts);
  }

  @Test
  void everyDecisionOnFullAndOnPlainTerms() {
    var plain = new Terms(Duration.ofHours(1), List.of());
    for (Terms terms : List.of(plain, full())) {
      back(new Decision.Allowed("r", terms));
      back(new Decision.Amend("r", terms, List.of("say why")));
    }
    back(new Decision.Denied(Optional.empty(), "no"));
    back(new Decision.Denied(Optional.of("r"), "no"));
  }

  @Test
  void aDecisionFromBeforeItKeptWhatIsAskedIsStillRead() {
    var decision = new Decision.Allowed("r", new Terms(Duration.ofHours(1), List.of()));
    String kept = DecisionJson.write(decision).replace(",\"ask\":{\"reason\":false}", "");
    assertThat(DecisionJson.write(decision)).isNotEqualTo(kept);
    assertThat(DecisionJson.readDecision(kept)).isEqualTo(decision);
  }

  private static void back(Decision decision) {
    assertThat(DecisionJson.readDecision(DecisionJson.write(decision))).isEqualTo(decision);
  }

  private static Terms full() {
    var escalation = new Escalation(Duration.ofMinutes(10), Set.of("on_call:payments"));
    var stage =
        new Stage(2, Set.of("group:a", "user:b"), Duration.ofHours(1), Optional.of(escalation));
    var hours =
        new Windows.Window(
            Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(9, 0), LocalTime.MIDNIGHT);
    var limits =
        new Limits(
            Optional.of(new Extension(Duration.ofHours(1), 2)),
            Optional.of(Duration.ofMinutes(15)),
            Optional.of(AT),
            Optional.of(AT.plusSeconds(1)),
            List.of(new Windows(ZoneId.of("Europe/Berlin"), List.of(hours))),
            true);
    var aftercare =
        new Aftercare(
            Set.of("group:leads"),
            Optional.of(new Review(Duration.ofDays(1), Set.of("group:leads"))));
    var question =
        new Question(
            "customer",
            "Which customer?",
            Question.Sort.TEXT,
            true,
            Optional.of("C[0-9]+"),
            List.of("x"),
            Optional.of(1L),
            Optional.of(9L),
            Optional.of("like C1"));
    var ask = new Ask(true, Optional.of("ORD-[0-9]+"));
    return new Terms(
        Duration.ofHours(2), List.of(stage), limits, aftercare, ask, List.of(question));
  }
}
