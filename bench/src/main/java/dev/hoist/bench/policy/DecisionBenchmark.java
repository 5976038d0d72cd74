package dev.hoist.bench.policy;

import dev.hoist.kernel.policy.Decision;
import dev.hoist.kernel.policy.Facts;
import dev.hoist.kernel.policy.PolicySet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision of the large set, warm, on a JVM like the server's. Samples are what the target is
 * about: how long the slowest of a hundred takes, collections of garbage included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 3,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx512m"})
public class DecisionBenchmark {
  private final PolicySet set = LargeSet.load();
  private final List<Facts> questions = LargeSet.questions();
  private int next;

  /** Decides the next of ten thousand questions, over and over. */
  @Benchmark
  public Decision decide() {
    next = next + 1 == questions.size() ? 0 : next + 1;
    return set.decide(questions.get(next));
  }
}
