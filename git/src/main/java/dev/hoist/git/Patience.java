package dev.hoist.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Ends a fetch that takes too long or brings too much; asked between objects. */
final class Patience extends EmptyProgressMonitor {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final long MOST_BYTES = 256L << 20;

  private final long end = System.nanoTime() + LONGEST.toNanos();
  private final Path folder;
  private int asked;
  private boolean over;

  Patience(Path folder) {
    this.folder = folder;
  }

  @Override
  public boolean isCancelled() {
    // Measuring the folder costs more than most objects do.
    over = over || System.nanoTime() - end > 0 || (asked++ % 64 == 0 && size() > MOST_BYTES);
    return over;
  }

  private long size() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      return 0; // a file that is just being renamed; the next question counts it
    }
  }
}
