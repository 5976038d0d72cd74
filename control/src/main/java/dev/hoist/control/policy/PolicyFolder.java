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

  /** Files that are in force and not in the folder yet. */
  private record Owed(List<PolicyFile> files, Runnable written) {}

  public PolicyFolder(Path folder, PolicyKeeper keeper) {
    this.folder = folder;
    disk = new FolderFiles(folder);
    this.keeper = keeper;
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  public synchronized void load() {
    try {
      pay();
      take(disk.read());
    } catch (IOException e) {
      // What was agreed to is in force, also while it cannot be written.
      owed.ifPresent(files -> keeper.load(files.files(), PolicyOrigin.FOLDER));
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
   * @param before what has to be in the folder
   * @param force puts the others in force, and says whether it did
   * @param written called when they are in the folder, now or later
   */
  public synchronized Replaced replace(
      List<PolicyFile> before, List<PolicyFile> after, BooleanSupplier force, Runnable written) {
    if (!holds(before)) {
      return Replaced.OTHER_FILES;
    }
    if (!force.getAsBoolean()) {
      return Replaced.LOST;
    }
    owe(after, written);
    try {
      pay();
    } catch (IOException e) {
      problem(e); // each look tries again
    }
    return Replaced.DONE;
  }

  /** These files are in force; they are written before the folder is read again. */
  public synchronized void owe(List<PolicyFile> files, Runnable written) {
    owed = Optional.of(new Owed(List.copyOf(files), written));
  }

  private void pay() throws IOException {
    if (owed.isPresent()) {
      write(owed.get().files());
      last = Optional.of(disk.read());
      seen = last;
      owed.get().written().run();
      owed = Optional.empty();
    }
  }

  private void take(List<PolicyFile> files) {
    last = Optional.of(files);
    seen = last;
    keeper.load(files, PolicyOrigin.FOLDER);
  }

  /** Each problem is told once, until the files are readable again. */
  private void problem(IOException e) {
    String why = FolderFiles.why(e);
    var marker = List.of(new PolicyFile(folder.toString(), why));
    if (!last.equals(Optional.of(marker))) {
      last = Optional.of(marker);
      keeper.unreadable(folder.toString(), why);
    }
  }
}
