package dev.hoist.cli.command;

import dev.hoist.kernel.identity.Subject;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.policy.replay.Past;
import dev.hoist.policy.replay.Replay;
import dev.hoist.policy.replay.Replay.Judged;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads past decisions and decides them again on every core, part by part; what comes of them is
 * told in their order, as if there were one. Holds few parts at a time, however long the past is.
 * To be used by one thread.
 */
final class Rerun implements AutoCloseable {
  private static final int PART = 500;
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final Replay replay;
  private final Map<String, Set<String>> people = new HashMap<>();
  private final ExecutorService workers = Executors.newFixedThreadPool(CORES);
  private final Queue<CompletableFuture<List<Judged>>> underWay = new ArrayDeque<>();
  private List<Line> part = new ArrayList<>(PART);

  Rerun(PolicySet policy) {
    this.replay = new Replay(policy);
  }

  private record Line(String text, String where, Instant since) {}

  /**
   * The next decision.
   *
   * @param line as the server hands it out
   * @param where it stands, to tell when it is none; that may come out at any later call
   * @param since one that is older does not count
   */
  void add(String line, String where, Instant since) {
    part.add(new Line(line, where, since));
    if (part.size() == PART) {
      begin();
    }
  }

  private void begin() {
    List<Line> lines = part;
    part = new ArrayList<>(PART);
    underWay.add(CompletableFuture.supplyAsync(() -> judge(lines), workers));
    if (underWay.size() > 2 * CORES) {
      take();
    }
  }

  private List<Judged> judge(List<Line> lines) {
    List<Judged> judged = new ArrayList<>(lines.size());
    for (Line line : lines) {
      Past past = PastSource.past(line.text(), line.where());
      if (!past.facts().at().isBefore(line.since())) {
        judged.add(replay.judge(past));
      }
    }
    return judged;
  }

  private void take() {
    try {
      underWay.remove().join().forEach(this::count);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException told) {
        throw told;
      }
      throw e;
    }
  }

  private void count(Judged judged) {
    replay.add(judged);
    Subject subject = judged.past().facts().subject();
    if (subject.kind() == Subject.Kind.PERSON) {
      people.put(subject.name(), judged.past().facts().groups());
    }
  }

  /** What came of all that was added. */
  Replay.Result result() {
    begin();
    while (!underWay.isEmpty()) {
      take();
    }
    return replay.result();
  }

  /** Every person who asked, with their groups at the identity provider; whole after the result. */
  Map<String, Set<String>> people() {
    return people;
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
