package dev.hoist.control.policy;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of policy files; {@code *.yaml} in it are the policy set. */
public final class PolicyFolder implements PolicyPlace {
  private static final int MOST_FILES = 1_000;
  private static final long LONGEST = 4L << 20;

  private final Path folder;
  private final PolicyKeeper keeper;
  private Optional<List<PolicyFile>> last = Optional.empty();
  private Optional<List<PolicyFile>> seen = Optional.empty();

  public PolicyFolder(Path folder, PolicyKeeper keeper) {
    this.folder = folder;
    this.keeper = keeper;
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  public synchronized void load() {
    try {
      take(read());
    } catch (IOException e) {
      problem(e);
    }
  }

  /**
   * Looks, and loads when the files have changed and were the same at the look before this one:
   * half a file that is just being written may be a good policy with a rule missing.
   */
  @Override
  public synchronized void look() {
    try {
      List<PolicyFile> files = read();
      if (seen.equals(Optional.of(files)) && !last.equals(seen)) {
        take(files);
      }
      seen = Optional.of(files);
    } catch (IOException e) {
      problem(e);
    }
  }

  private void take(List<PolicyFile> files) {
    last = Optional.of(files);
    seen = last;
    keeper.load(files, PolicyOrigin.FOLDER);
  }

  /** Each problem is told once, until the files are readable again. */
  private void problem(IOException e) {
    String why = "cannot be read: " + e;
    var marker = List.of(new PolicyFile(folder.toString(), why));
    if (!last.equals(Optional.of(marker))) {
      last = Optional.of(marker);
      keeper.unreadable(folder.toString(), why);
    }
  }

  private List<PolicyFile> read() throws IOException {
    List<Path> paths;
    try (Stream<Path> entries = Files.list(folder)) {
      paths = entries.filter(PolicyFolder::isPolicy).sorted().limit(MOST_FILES + 1L).toList();
    }
    if (paths.size() > MOST_FILES) {
      throw new IOException("more than " + MOST_FILES + " files");
    }
    List<PolicyFile> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.size(path) > LONGEST) {
        throw new IOException(path.getFileName() + " is longer than 4 MiB");
      }
      // Bytes that are no UTF-8 become replacement characters, which the loader points at.
      files.add(
          new PolicyFile(
              String.valueOf(path.getFileName()),
              new String(Files.readAllBytes(path), StandardCharsets.UTF_8)));
    }
    return files;
  }

  private static boolean isPolicy(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(".yaml") && !name.startsWith(".") && Files.isRegularFile(path);
  }
}
