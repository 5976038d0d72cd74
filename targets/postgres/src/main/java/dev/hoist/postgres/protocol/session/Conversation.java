package dev.hoist.postgres.protocol.session;

import dev.hoist.postgres.protocol.codec.Body;
import dev.hoist.postgres.protocol.codec.Report;
import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Violation;
import dev.hoist.postgres.protocol.statement.BoundValues;
import dev.hoist.postgres.protocol.statement.Masked;
import dev.hoist.postgres.protocol.statement.Names;
import dev.hoist.postgres.protocol.statement.ParameterText;
import dev.hoist.postgres.protocol.statement.Portal;
import dev.hoist.postgres.protocol.statement.Prepared;
import dev.hoist.postgres.protocol.statement.Reading;
import dev.hoist.postgres.protocol.statement.Run;
import dev.hoist.spi.Recorded;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
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
  private static final long MOST_UNANSWERED_BYTES = 32 * 1024 * 1024;

  /** SQL cannot name it, so SQL cannot free it either. */
  private static final String UNNAMED = "";

  private final Consumer<Recorded> recorder;
  private final ArrayDeque<Step> steps = new ArrayDeque<>();
  private final Names<Prepared> statements = new Names<>(MOST_UNANSWERED_BYTES);
  private final Names<Portal> portals = new Names<>(MOST_UNANSWERED_BYTES);
  private final Copy copy = new Copy();
  private Charset charset = StandardCharsets.UTF_8;
  private boolean standardStrings = true;

  /** The target tells of changed settings just before it is ready, and nothing ran since. */
  private boolean settingsKnown = true;

  private long recorded;

  /** Counts Syncs: what fails makes the target skip to the end of its group. */
  private long group;

  /** The target ignores everything until a Sync that the client has not sent yet. */
  private boolean skipping;

  /** Extended messages went ahead of the next Sync: their transaction may still be open. */
  private boolean awaitsSync;

  /** How many unanswered steps may be giving or freeing names. */
  private int overNames;

  /** The client brought code along, so that any statement may give or free names. */
  private boolean codeBrought;

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

  /** How the target will read what is sent now. */
  Reading reading() {
    return new Reading(standardStrings, settingsKnown);
  }

  void record(Recorded entry) {
    recorder.accept(entry);
  }

  /** Reads and takes note of a ParameterStatus. */
  void parameterStatus(Body body) {
    String name = body.string(StandardCharsets.UTF_8);
    String value = body.string(charset);
    body.end();
    switch (name) {
      case "client_encoding" -> charset = ParameterText.charset(value);
      case "standard_conforming_strings" -> standardStrings = !value.equals("off");
      default -> {}
    }
  }

  // What the client says.

  long group() {
    return group;
  }

  boolean skipping() {
    return skipping;
  }

  boolean awaitsSync() {
    return awaitsSync;
  }

  boolean idle() {
    return steps.isEmpty();
  }

  /** Whether names may stand for something else by the time the target looks at them. */
  boolean namesMayChange() {
    return overNames > 0 || (codeBrought && !steps.isEmpty());
  }

  /** Records a statement before it is forwarded, and opens its account. */
  Run run(Masked text, BoundValues values, boolean reachesNames) {
    Run run = new Run(++recorded, text.secret(), reachesNames);
    record(new Recorded.Statement(run.number(), text.text(), values.shown(), values.truncated()));
    if (skipping) {
      record(run.skipped());
    }
    return run;
  }

  /** The client sent something that the target will answer, unless it is skipping. */
  void expect(Step step) {
    awaitsSync = step.awaitsSync();
    if (skipping) {
      drop(step);
      return;
    }
    if (steps.size() >= MOST_STEPS) {
      throw new Violation(
          SqlState.LIMIT_EXCEEDED,
          "more than " + MOST_STEPS + " messages are waiting for the target's answer");
    }
    add(step);
  }

  private void add(Step step) {
    steps.add(step);
    settingsKnown &= step.leavesSettings();
    overNames += step.overNames() ? 1 : 0;
  }

  private Step remove() {
    Step step = steps.remove();
    overNames -= step.overNames() ? 1 : 0;
    return step;
  }

  /**
   * Whether the client may ask for something now. After a COPY that failed, the target may or may
   * not have taken a Sync that was sent during it, so it may or may not be skipping; a client that
   * goes on without another Sync and without waiting could have things done that look skipped.
   */
  boolean takesRequests() {
    return !(skipping && doubtfulSyncs > 0);
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
    var _ = remove();
    doubtfulSyncs = 0;
  }

  /** An answer came that proves that the target is past any doubtful Sync. */
  void progress() {
    doubtfulSyncs = 0;
  }

  /** The target takes COPY data now: Syncs that were sent ahead are read as part of them. */
  void copyIn(Run run, boolean both) {
    Step copying = remove();
    while (steps.peek() instanceof Step.Syncing) {
      var _ = remove();
      doubtfulSyncs++;
    }
    if (!steps.isEmpty()) {
      throw new Violation("the client sent other messages where COPY data must come");
    }
    add(copying);
    copy.begin(run, true, both);
  }

  /** A statement of a COPY ended, one way or the other. */
  void copyEnded() {
    copy.ended().ifPresent(this::record);
  }

  void parsed(Step.Parsing parsing) {
    parsing.run().ifPresent(run -> record(run.done("prepared")));
    statements.confirm(parsing.proposal());
    for (Optional<Map.Entry<String, Prepared>> old = evict(); old.isPresent(); old = evict()) {
      Prepared forgotten = old.get().getValue();
      if (!forgotten.isRecorded()) {
        record(new Recorded.Note("parsed without a name: " + forgotten.text().text()));
      }
    }
  }

  private Optional<Map.Entry<String, Prepared>> evict() {
    return statements.evict(MOST_STATEMENTS, MOST_BYTES);
  }

  /** The target stopped in the midst of a portal, as the client wished. */
  void suspended(Step.Executing executing) {
    Run run = executing.run().orElseThrow();
    if (executing.canGoOn()) {
      run.suspend();
    } else {
      record(run.closedEarly());
    }
    if (run.overNames() || codeBrought) {
      doubtAll();
    }
    next();
  }

  /** What ran may have changed what names stand for behind our back. */
  void completed(String tag) {
    switch (tag) {
      case "PREPARE", "DEALLOCATE" -> statements.all().forEach(Prepared::doubt);
      case "DEALLOCATE ALL" -> statements.clearExcept(UNNAMED);
      case "DISCARD ALL" -> {
        statements.clearExcept(UNNAMED);
        portals.all().forEach(Portal::doubt);
      }
      case "DECLARE CURSOR", "CLOSE CURSOR", "CLOSE CURSOR ALL" ->
          portals.all().forEach(Portal::doubt);
      case "DO", "CALL", "CREATE FUNCTION", "CREATE PROCEDURE" -> {
        codeBrought = true;
        doubtAll();
      }
      default -> doubtIfCodeRan();
    }
  }

  /** Code that the client brought along runs at a Bind (domains) and at a commit (triggers) too. */
  private void doubtIfCodeRan() {
    if (codeBrought) {
      doubtAll();
    }
  }

  private void doubtAll() {
    statements.all().forEach(Prepared::doubt);
    portals.all().forEach(Portal::doubt);
  }

  /** Prepared names outlive the error of what prepared them. */
  private void failed(Run run, Report report) {
    record(run.failed(report));
    if (run.overNames()) {
      codeBrought = true;
    }
    doubtIfCodeRan();
  }

  void bound(Names.Proposal<Portal> proposal) {
    doubtIfCodeRan();
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
    if (portal.run().isOpen()) {
      record(portal.run().closedEarly());
    }
  }

  /** No transaction is open any more, so no portal is. */
  void transactionEnded() {
    portals.all().forEach(this::closedEarly);
    portals.clear();
    doubtIfCodeRan();
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
      var _ = remove();
      settingsKnown = steps.isEmpty();
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
        failed(simple.run().orElseThrow(), report);
        simple.failed();
      }
      case Step.Calling calling -> {
        failed(calling.run().orElseThrow(), report);
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
      Step step = remove();
      drop(step);
      Optional<Run> run = step.run().filter(it -> !it.isOver());
      if (run.isPresent() && attributed) {
        record(run.get().skipped());
      } else if (run.isPresent()) {
        failed(run.get(), report);
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
      Run words = new Run(0, prepared.text().secret(), false);
      String outcome = words.failed(report).outcome();
      record(new Recorded.Note("could not prepare: " + prepared.text().text() + ": " + outcome));
    } else {
      note(report);
    }
  }

  private void note(Report report) {
    record(new Recorded.Note(new Run(0, false, false).failed(report).outcome()));
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
          .filter(run -> !run.isOver() || (step instanceof Step.Simple it && !it.isFailed()))
          .ifPresent(run -> record(run.abandoned(why)));
    }
    steps.clear();
    portals.all().forEach(this::closedEarly);
  }
}
