package dev.hoist.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The machine that figures were taken on, and what Linux says of its processes. */
public final class Machine {
  private static final long TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux
  private static final int UTIME = 11; // proc(5), fields of stat counted after the command's name

  private Machine() {}

  static void describe(PrintStream out) throws IOException {
    String cpu =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .orElse("unknown CPU");
    out.printf(
        "%d × %s, Java %s, load %s%n%n",
        Runtime.getRuntime().availableProcessors(),
        cpu,
        Runtime.version(),
        Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
  }

  /** The CPU time that a process and its threads have used. */
  public static Duration cpu(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    List<String> fields = Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    long ticks = Long.parseLong(fields.get(UTIME)) + Long.parseLong(fields.get(UTIME + 1));
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }

  /** Resident memory of a process, in MB. */
  public static long residentMegabytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
