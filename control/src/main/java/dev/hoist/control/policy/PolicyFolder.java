package dev.hoist.control.policy;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The folder of policy files; {@code *.yaml} in it are the policy set. */
public final class PolicyFolder implements PolicyPlace {
  private final Path folder;
  private final FolderFiles disk;
  private final PolicyKeeper keeper;
  private final PolicyLog log;
  private Optional<List<PolicyFile>> last = Optional.empty();
  private Optional<List<PolicyFile>> seen = Optional.empty();
  private Optional<Owed> owed = Optional.empty();

  /** What became of replacing the files. */
  public enum Replaced {
    DONE,
    /** The folder holds others than it should. */
    OTHER_FILES,
    /** They were not put in force, and so not written. */
    LOST
  }

  /**
   * Files that are in force and not in the folder yet.
   *
   * @param change what made them so, for messages
   * @param before what they replace
   * @param written called when they are in the folder, now or later
   */
  public record Owed(
      String change, List<PolicyFile> before, List<PolicyFile> after, Runnable written) {
    public Owed {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  public PolicyFolder(Path folder, PolicyKeeper keeper, PolicyLog log) {
    this.folder = folder;
    disk = new FolderFiles(folder);
    this.keeper = keeper;
    this.log = log;
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  /**
   * When the folder is not fit, the server begins with the set that was in force last, so that a
   * mistake in a file does not lock everybody out, and says so. On a first start there is none:
   * everything is denied until the folder is mended.
   */
  @Override
  public synchronized void load() {
    boolean good = false;
    try {
      pay();
      good = take(disk.read());
    } catch (IOException e) {
      problem(e);
    }
    if (!good) {
      // What was agreed to is in force, also while it cannot be written.
      keeper.resume(
          owed.map(change -> new PolicyLog.Kept(change.after(), PolicyOrigin.FOLDER))
              .or(log::last));
    }
  }

  /**
   * Looks, and loads when the files have changed and were the same at the look before this one:
   * half a file that is just being written may be a good policy with a rule missing.
   */
  @Override
  public synchronized void look() {
    try {
      pay();
      List<PolicyFile> files = disk.read();
      if (seen.equals(Optional.of(files)) && !last.equals(seen)) {
        take(files);
      }
      seen = Optional.of(files);
    } catch (IOException e) {
      problem(e);
    }
  }

  /** Whether exactly these files are in the folder, and nothing is about to be. */
  public synchronized boolean holds(List<PolicyFile> files) {
    try {
      return owed.isEmpty() && sorted(disk.read()).equals(sorted(files));
    } catch (IOException e) {
      return false;
    }
  }

  private static List<PolicyFile> sorted(List<PolicyFile> files) {
    return files.stream().sorted(Comparator.comparing(PolicyFile::name)).toList();
  }

  /**
   * Replaces the files by others that come into force meanwhile; no look comes between.
   *
   * @param force puts the others in force, and says whether it did
   */
  public synchronized Replaced replace(Owed change, BooleanSupplier force) {
    if (!holds(change.before())) {
      return Replaced.OTHER_FILES;
    }
    if (!force.getAsBoolean()) {
      return Replaced.LOST;
    }
    owe(change);
    try {
      pay();
    } catch (IOException e) {
      problem(e); // each look tries again
    }
    return Replaced.DONE;
  }

  /** These files are in force; they are written before the folder is read again. */
  public synchronized void owe(Owed change) {
    owed = Optional.of(change);
  }

  private void pay() throws IOException {
    if (owed.isPresent()) {
      disk.replace(owed.get());
      take(sorted(owed.get().after()));
      owed.get().written().run();
      owed = Optional.empty();
    }
  }

  private boolean take(List<PolicyFile> files) {
    last = Optional.of(files);
    seen = last;
    return keeper.load(files, PolicyOrigin.FOLDER);
  }

  /** Each problem is told once, until the files are readable again. */
  private void problem(IOException e) {
    String why = TextFile.why(e);
    var marker = List.of(new PolicyFile(folder.toString(), why));
    if (!last.equals(Optional.of(marker))) {
      last = Optional.of(marker);
      keeper.unreadable(folder.toString(), why);
    }
  }
}
