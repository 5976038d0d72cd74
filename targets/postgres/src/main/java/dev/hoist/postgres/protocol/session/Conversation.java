package dev.hoist.postgres.protocol.session;

import dev.hoist.postgres.protocol.codec.Body;
import dev.hoist.postgres.protocol.codec.Report;
import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Violation;
import dev.hoist.postgres.protocol.statement.Names;
import dev.hoist.postgres.protocol.statement.ParameterText;
import dev.hoist.postgres.protocol.statement.Portal;
import dev.hoist.postgres.protocol.statement.Prepared;
import dev.hoist.postgres.protocol.statement.Run;
import dev.hoist.spi.Recorded;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What client and target have said to each other so far, as far as it decides what either may say
 * next and which statement an answer belongs to.
 */
final class Conversation {
  /** So many messages a client may send ahead of the target's answers. */
  static final int MOST_STEPS = 128 * 1024;

  private static final int MOST_STATEMENTS = 4096;
  private static final int MOST_PORTALS = 4096;
  private static final long MOST_BYTES = 8 * 1024 * 1024;

  private final Consumer<Recorded> recorder;
  private final ArrayDeque<Step> steps = new ArrayDeque<>();
  private final Names<Prepared> statements = new Names<>();
  private final Names<Portal> portals = new Names<>();
  private final Copy copy = new Copy();
  private Charset charset = StandardCharsets.UTF_8;
  private long recorded;

  /** Counts Syncs: what fails makes the target skip to the end of its group. */
  private long group;

  /** The target ignores everything until a Sync that the client has not sent yet. */
  private boolean skipping;

  /** Syncs sent during a COPY that failed: the target may or may not have answered them. */
  private int doubtfulSyncs;

  Conversation(Consumer<Recorded> recorder) {
    this.recorder = recorder;
  }

  Names<Prepared> statements() {
    return statements;
  }

  Names<Portal> portals() {
    return portals;
  }

  Copy copy() {
    return copy;
  }

  Charset charset() {
    return charset;
  }

  void record(Recorded entry) {
    recorder.accept(entry);
  }

  /** Reads and takes note of a ParameterStatus. */
  void parameterStatus(Body body) {
    String name = body.string(StandardCharsets.UTF_8);
    String value = body.string(charset);
    body.end();
    if (name.equals("client_encoding")) {
      charset = ParameterText.charset(value);
    }
  }

  // What the client says.

  long group() {
    return group;
  }

  boolean skipping() {
    return skipping;
  }

  boolean idle() {
    return steps.isEmpty();
  }

  /** Records a statement before it is forwarded, and opens its account. */
  Run run(String text, boolean secret, List<Optional<String>> parameters, boolean truncated) {
    Run run = new Run(++recorded, secret);
    record(new Recorded.Statement(run.number(), text, parameters, truncated));
    if (skipping) {
      record(run.skipped());
    }
    return run;
  }

  /** The client sent something that the target will answer, unless it is skipping. */
  void expect(Step step) {
    if (skipping) {
      drop(step);
      return;
    }
    if (steps.size() >= MOST_STEPS) {
      throw new Violation(
          SqlState.LIMIT_EXCEEDED,
          "more than " + MOST_STEPS + " messages are waiting for the target's answer");
    }
    steps.add(step);
  }

  void sync() {
    if (copy.clientSends()) {
      doubtfulSyncs++;
      return;
    }
    skipping = false;
    group++;
    expect(new Step.Syncing());
  }

  // What the target says.

  Optional<Step> head() {
    return Optional.ofNullable(steps.peek());
  }

  /** The oldest step was answered to its end. */
  void next() {
    steps.poll();
    doubtfulSyncs = 0;
  }

  /** An answer came that proves that the target is past any doubtful Sync. */
  void progress() {
    doubtfulSyncs = 0;
  }

  /** The target takes COPY data now: Syncs that were sent ahead are read as part of them. */
  void copyIn(Run run, boolean both) {
    Step copying = steps.remove();
    while (steps.peek() instanceof Step.Syncing) {
      steps.remove();
      doubtfulSyncs++;
    }
    if (!steps.isEmpty()) {
      throw new Violation("the client sent other messages where COPY data must come");
    }
    steps.add(copying);
    copy.begin(run, true, both);
  }

  /** A statement of a COPY ended, one way or the other. */
  void copyEnded() {
    copy.ended().ifPresent(this::record);
  }

  void parsed(Names.Proposal<Prepared> proposal) {
    statements.confirm(proposal);
    for (Optional<Map.Entry<String, Prepared>> old = evict(); old.isPresent(); old = evict()) {
      String text = old.get().getValue().text().text();
      record(new Recorded.Note("prepared statement \"" + old.get().getKey() + "\" is: " + text));
    }
  }

  private Optional<Map.Entry<String, Prepared>> evict() {
    return statements.evict(MOST_STATEMENTS, MOST_BYTES);
  }

  /** What ran may have changed what names stand for behind our back. */
  void completed(String tag) {
    switch (tag) {
      case "PREPARE", "DEALLOCATE" -> statements.all().forEach(Prepared::doubt);
      case "DEALLOCATE ALL", "DISCARD ALL" -> statements.clear();
      default -> {}
    }
  }

  void bound(Names.Proposal<Portal> proposal) {
    portals.confirm(proposal).ifPresent(this::closedEarly);
    if (portals.exceeds(MOST_PORTALS, MOST_BYTES)) {
      throw new Violation(SqlState.LIMIT_EXCEEDED, "too many or too large portals are open");
    }
  }

  void closed(Step.Closing closing) {
    if (closing.statement()) {
      statements.close(closing.name());
    } else {
      portals.close(closing.name()).ifPresent(this::closedEarly);
    }
  }

  private void closedEarly(Portal portal) {
    portal.run().filter(Run::suspended).ifPresent(run -> record(run.closedEarly()));
  }

  /** No transaction is open any more, so no portal is. */
  void transactionEnded() {
    portals.all().forEach(this::closedEarly);
    portals.clear();
  }

  /** ReadyForQuery came; false when there is nothing that it could answer. */
  boolean ready() {
    boolean answers =
        switch (steps.peek()) {
          case null -> false;
          case Step.Syncing sync -> true;
          case Step.Simple simple -> simple.isSettled() && !copy.running();
          case Step.Calling calling -> calling.isSettled();
          case Step other -> false;
        };
    if (answers) {
      steps.remove();
      return true;
    }
    if (doubtfulSyncs > 0) {
      doubtfulSyncs--;
      skipping = false;
      return true;
    }
    return false;
  }

  /** An error came: the statement it ends, and what the target skips because of it. */
  void failed(Report report) {
    copyEnded();
    switch (steps.peek()) {
      case null -> note(report);
      case Step.Syncing sync -> note(report);
      case Step.Simple simple -> {
        record(simple.run().orElseThrow().failed(report));
        simple.failed();
      }
      case Step.Calling calling -> {
        record(calling.run().orElseThrow().failed(report));
        calling.settled();
      }
      case Step extended -> skip(report);
    }
  }

  /** In the extended protocol, everything up to the next Sync goes unanswered. */
  private void skip(Report report) {
    boolean attributed = false;
    Step failed = steps.element();
    while (!steps.isEmpty() && !(steps.peek() instanceof Step.Syncing)) {
      Step step = steps.remove();
      drop(step);
      if (step.run().isPresent()) {
        Run run = step.run().get();
        record(attributed ? run.skipped() : run.failed(report));
        attributed = true;
      }
    }
    skipping = steps.isEmpty();
    if (!attributed) {
      noteUnexecuted(failed, report);
    }
  }

  private void noteUnexecuted(Step failed, Report report) {
    if (failed instanceof Step.Parsing parsing) {
      Prepared prepared = parsing.proposal().value();
      Run words = new Run(0, prepared.text().secret());
      String outcome = words.failed(report).outcome();
      record(new Recorded.Note("could not prepare: " + prepared.text().text() + ": " + outcome));
    } else {
      note(report);
    }
  }

  private void note(Report report) {
    record(new Recorded.Note(new Run(0, false).failed(report).outcome()));
  }

  private void drop(Step step) {
    if (step instanceof Step.Parsing parsing) {
      statements.reject(parsing.proposal());
    } else if (step instanceof Step.Binding binding) {
      portals.reject(binding.proposal());
    }
  }

  /** The session ends while statements are open. */
  void settle(String why) {
    copyEnded();
    for (Step step : steps) {
      step.run()
          .filter(run -> !(step instanceof Step.Simple simple && simple.isFailed()))
          .ifPresent(run -> record(run.abandoned(why)));
    }
    steps.clear();
  }
}
