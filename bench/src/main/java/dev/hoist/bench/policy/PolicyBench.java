package dev.hoist.bench.policy;

import dev.hoist.bench.Figures;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicySet;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Policy at size: how long a large set takes to load and check, what it weighs, and how long a
 * decision takes when everything is warm, which JMH measures in processes of their own.
 */
public final class PolicyBench {
  private static final int LOADS = 7;

  private final PrintStream out;

  public PolicyBench(PrintStream out) {
    this.out = out;
  }

  public void run() throws RunnerException {
    List<PolicyFile> files = LargeSet.files();
    long before = used();
    PolicySet set = LargeSet.load(files);
    long after = used();
    out.printf(
        Locale.ROOT,
        "policy: %d targets, %d rules (half with conditions), %d groups%n",
        LargeSet.TARGETS,
        LargeSet.RULES,
        LargeSet.GROUPS);
    out.printf(Locale.ROOT, "  memory of the set      %9.1f MB%n", (after - before) / 1e6);
    load(files, out);
    decide(set);
  }

  /** The first load of a process pays for the compiler too; it is told apart. */
  private static void load(List<PolicyFile> files, PrintStream out) {
    var figures = new Figures();
    for (int i = 0; i < LOADS; i++) {
      long from = System.nanoTime();
      LargeSet.load(files);
      figures.add((System.nanoTime() - from) / 1e9);
    }
    out.println("  load and check         " + figures.tell("s"));
  }

  private void decide(PolicySet set) throws RunnerException {
    List<Facts> questions = LargeSet.questions();
    long given =
        questions.stream().filter(q -> !(set.decide(q) instanceof Decision.Denied)).count();
    Statistics took =
        new Runner(
                new OptionsBuilder()
                    .include(DecisionBenchmark.class.getName())
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .runSingle()
            .getPrimaryResult()
            .getStatistics();
    out.printf(
        Locale.ROOT,
        "  a decision             %9.2f µs median, %.2f µs p99, %.2f µs p99.9 (%d samples, %d%% not"
            + " denied)%n",
        took.getPercentile(50),
        took.getPercentile(99),
        took.getPercentile(99.9),
        took.getN(),
        100 * given / questions.size());
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
