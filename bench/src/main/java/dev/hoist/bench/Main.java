package dev.hoist.bench;

import dev.hoist.bench.policy.PolicyBench;
import dev.hoist.bench.relay.RelayBench;
import dev.hoist.bench.simulate.SimulateBench;
import dev.hoist.bench.whole.WholeBench;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code ./hoist bench [whole] [relay] [policy] [simulate]}: everything, or what is named. */
public final class Main {
  private static final Set<String> PARTS =
      new TreeSet<>(List.of("whole", "relay", "policy", "simulate"));

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Set<String> wanted = arguments.length == 0 ? PARTS : new TreeSet<>(List.of(arguments));
    if (!PARTS.containsAll(wanted)) {
      System.err.println("usage: ./hoist bench [whole] [relay] [policy] [simulate]");
      System.exit(2);
    }
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Machine.describe(out);
    if (wanted.contains("whole")) {
      new WholeBench(launcher(), out).run();
    }
    if (wanted.contains("relay")) {
      new RelayBench(out).run();
    }
    if (wanted.contains("policy")) {
      new PolicyBench(out).run();
    }
    if (wanted.contains("simulate")) {
      new SimulateBench(launcher(), out).run();
    }
  }

  private static Path launcher() {
    return Path.of(System.getProperty("hoist.home", ".")).resolve("hoist");
  }
}
