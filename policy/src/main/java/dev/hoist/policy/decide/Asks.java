package dev.hoist.policy.decide;

import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.Known;
import dev.hoist.kernel.policy.Question;
import dev.hoist.kernel.policy.Value;
import dev.hoist.policy.source.Printable;
import dev.hoist.policy.source.SafePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a rule asks of the requester, and what is missing. */
final class Asks {
  private static final int LONGEST_SHOWN = 80;

  private final boolean reason;
  private final Optional<SafePattern> ticket;
  private final List<Answering> questions;

  Asks(boolean reason, Optional<String> ticket, List<Question> questions) {
    this.reason = reason;
    this.ticket = ticket.map(SafePattern::of);
    this.questions = questions.stream().map(Answering::new).toList();
  }

  /** What to add or change, each with the next move. */
  List<String> missing(Facts facts) {
    if (!reason && ticket.isEmpty() && questions.isEmpty()) {
      return List.of();
    }
    List<String> missing = new ArrayList<>();
    if (reason && facts.reason().filter(r -> !r.isBlank()).isEmpty()) {
      missing.add("a reason is required; say why with --reason \"…\"");
    }
    ticket.flatMap(pattern -> ticket(pattern, facts)).ifPresent(missing::add);
    questions.forEach(q -> q.wrong(facts).ifPresent(missing::add));
    return missing;
  }

  private static Optional<String> ticket(SafePattern pattern, Facts facts) {
    if (!(facts.known().get(Known.TICKET) instanceof Value.Text given) || given.text().isBlank()) {
      return Optional.of("a ticket like " + pattern + " is required; add it with --ticket …");
    }
    return pattern.matches(given.text())
        ? Optional.empty()
        : Optional.of("ticket " + shown(given.text()) + " is not like " + pattern);
  }

  private static String shown(String text) {
    return Printable.of(text, LONGEST_SHOWN);
  }

  /** A question with its pattern compiled. */
  private static final class Answering {
    private final Question question;
    private final Optional<SafePattern> pattern;

    Answering(Question question) {
      this.question = question;
      this.pattern = question.pattern().map(SafePattern::of);
    }

    Optional<String> wrong(Facts facts) {
      Value answer =
          facts.known().get(Known.FIELDS) instanceof Value.Named named
              ? named.fields().getOrDefault(question.name(), new Value.Text(""))
              : new Value.Text("");
      if (answer.equals(new Value.Text(""))) {
        return question.required()
            ? Optional.of(
                question.label()
                    + ": an answer is required; add it with --field "
                    + question.name()
                    + "=…")
            : Optional.empty();
      }
      return fits(answer)
          ? Optional.empty()
          : Optional.of(question.label() + ": " + question.message().orElseGet(this::wanted));
    }

    private boolean fits(Value answer) {
      return switch (question.sort()) {
        case TEXT ->
            answer instanceof Value.Text t && pattern.map(p -> p.matches(t.text())).orElse(true);
        case NUMBER ->
            answer instanceof Value.Whole n
                && n.number() >= question.least().orElse(Long.MIN_VALUE)
                && n.number() <= question.most().orElse(Long.MAX_VALUE);
        case CHOICE -> answer instanceof Value.Text t && question.choices().contains(t.text());
        case YES_NO -> answer instanceof Value.Flag;
      };
    }

    private String wanted() {
      return switch (question.sort()) {
        case TEXT -> "write a text" + pattern.map(p -> " like " + p).orElse("");
        case NUMBER ->
            "write a whole number"
                + question.least().map(n -> " from " + n).orElse("")
                + question.most().map(n -> " to " + n).orElse("");
        case CHOICE -> "choose one of " + String.join(", ", question.choices());
        case YES_NO -> "answer true or false";
      };
    }
  }
}
