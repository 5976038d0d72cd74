package dev.hoist.control.audit;

import dev.hoist.kernel.audit.AuditTree;
import dev.hoist.kernel.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves entries from the store, where they were committed with what they tell of, into the
 * tamper-evident log. An entry's index is its place there, so moving it again after a crash changes
 * nothing.
 */
public final class Integrator {
  private static final Logger LOG = LoggerFactory.getLogger(Integrator.class);
  private static final int AT_ONCE = 500;

  private final AuditLog log;
  private final AuditTree tree;
  private final TimeSource time;
  private volatile long moved;
  private volatile Optional<String> problem = Optional.empty();

  /**
   * @throws IllegalStateException when the log tells of more than the store knows: the store was
   *     restored from an older backup, and going on would let two histories mix
   */
  public Integrator(AuditLog log, AuditTree tree, TimeSource time) {
    this.log = log;
    this.tree = tree;
    this.time = time;
    moved = tree.size();
    if (log.size() < moved) {
      throw new IllegalStateException(
          "the audit log has %d entries but the store only %d: the store is older than the log; restore both from one backup"
              .formatted(tree.size(), log.size()));
    }
  }

  /** Moves all there is. */
  public synchronized void run() {
    try {
      List<AuditLog.Line> lines = log.from(tree.size(), AT_ONCE);
      while (!lines.isEmpty()) {
        List<byte[]> bodies =
            lines.stream().map(line -> line.json().getBytes(StandardCharsets.UTF_8)).toList();
        var _ = tree.append(lines.getFirst().index(), bodies, time.now());
        moved = tree.size();
        lines = log.from(moved, AT_ONCE);
      }
      problem = Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      // The entries stay in the store and are moved when the disk is well again.
      if (problem.isEmpty()) {
        LOG.error("audit entries cannot be moved into the log now", e);
      }
      problem = Optional.of("the audit log cannot be written: " + e.getMessage());
    }
  }

  /** Whether an entry has waited since before this moment; answers also while the disk hangs. */
  public boolean behind(Instant since) {
    return log.from(moved, 1).stream().anyMatch(waiting -> waiting.at().isBefore(since));
  }

  /** Why the log does not grow; empty when it does. */
  public Optional<String> problem() {
    return problem;
  }
}
