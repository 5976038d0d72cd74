package dev.hoist.bench.policy;

import dev.hoist.bench.Figures;
import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicySet;
import dev.hoist.policy.HoistPolicyLoader;
import dev.hoist.policy.ProblemRenderer;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Policy at size: how long a large set takes to load and check, what it weighs, and how long a
 * decision takes when everything is warm.
 */
public final class PolicyBench {
  private static final int LOADS = 7;
  private static final int WARM_UP = 300_000;
  private static final int SAMPLES = 500_000;

  private final PrintStream out;

  public PolicyBench(PrintStream out) {
    this.out = out;
  }

  public void run() {
    List<PolicyFile> files = LargeSet.files();
    long before = used();
    PolicySet set = load(files);
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

  private static PolicySet load(List<PolicyFile> files) {
    return switch (new HoistPolicyLoader().load(files)) {
      case Load.Loaded loaded -> loaded.set();
      case Load.Rejected rejected ->
          throw new IllegalStateException(ProblemRenderer.render(rejected.problems()));
    };
  }

  /** The first load of a process pays for the compiler too; it is told apart. */
  private static void load(List<PolicyFile> files, PrintStream out) {
    var figures = new Figures();
    for (int i = 0; i < LOADS; i++) {
      long from = System.nanoTime();
      load(files);
      figures.add((System.nanoTime() - from) / 1e9);
    }
    out.println("  load and check         " + figures.tell("s"));
  }

  private void decide(PolicySet set) {
    List<Facts> questions = LargeSet.questions();
    int granted = 0;
    for (int i = 0; i < WARM_UP; i++) {
      granted += set.decide(questions.get(i % questions.size())) instanceof Decision.Denied ? 0 : 1;
    }
    long[] took = new long[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      Facts facts = questions.get(i % questions.size());
      long from = System.nanoTime();
      granted += set.decide(facts) instanceof Decision.Denied ? 0 : 1;
      took[i] = System.nanoTime() - from;
    }
    Arrays.sort(took);
    out.printf(
        Locale.ROOT,
        "  a decision             %9.2f µs median, %.2f µs p99, %.2f µs p99.9 (%d samples, %d%% not"
            + " denied)%n",
        took[SAMPLES / 2] / 1e3,
        took[(int) (SAMPLES * 0.99)] / 1e3,
        took[(int) (SAMPLES * 0.999)] / 1e3,
        SAMPLES,
        100L * granted / (WARM_UP + SAMPLES));
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
