package dev.hoist.control.policy;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The policy files of a folder on the disk, all of them or an error. */
final class FolderFiles {
  private static final int MOST_FILES = 1_000;

  private final Path folder;

  FolderFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Sorted by name. A name alone makes a policy file: one that is there and cannot be read is an
   * error, or whatever it denies would be allowed.
   */
  List<PolicyFile> read() throws IOException {
    List<Path> paths = paths();
    if (paths.size() > MOST_FILES) {
      throw new IOException("more than " + MOST_FILES + " files");
    }
    List<PolicyFile> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(new PolicyFile(name(path), TextFile.read(path)));
    }
    return files;
  }

  private List<Path> paths() throws IOException {
    List<Path> paths = new ArrayList<>();
    for (Path path : entries()) {
      switch (kind(path)) {
        case POLICY -> paths.add(path);
        case MISNAMED -> throw new IOException(name(path) + ": " + PolicyName.rename(name(path)));
        case OTHER -> {}
      }
    }
    return paths;
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (UncheckedIOException e) {
      throw new IOException("the listing broke off: " + e.getMessage(), e);
    }
  }

  private static PolicyName kind(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        ? PolicyName.OTHER
        : PolicyName.of(name(path));
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /**
   * Writes a change, if each name it is about holds what it had before or what it gets: a crash may
   * have left either, and anything else somebody wrote by hand. Names that it is not about are left
   * alone.
   */
  void replace(PolicyFolder.Owed change) throws IOException {
    Map<String, String> before = texts(change.before());
    Map<String, String> after = texts(change.after());
    Map<String, String> there = texts(read());
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<String> edited =
        names.stream()
            .filter(name -> !Objects.equals(there.get(name), before.get(name)))
            .filter(name -> !Objects.equals(there.get(name), after.get(name)))
            .toList();
    if (!edited.isEmpty()) {
      throw new IOException(
          "%s was edited by hand while %s, which is in force, was not yet written; nothing is"
                  .formatted(String.join(", ", edited), change.change())
              + " overwritten or read until these files are as before or after that change");
    }
    // Removals first: on some disks a name that changes its case is the same file.
    for (String name : names) {
      if (there.containsKey(name) && !after.containsKey(name)) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
    for (PolicyFile file : change.after()) {
      if (!file.text().equals(there.get(file.name()))) {
        write(file);
      }
    }
  }

  private static Map<String, String> texts(List<PolicyFile> files) {
    return files.stream().collect(Collectors.toMap(PolicyFile::name, PolicyFile::text));
  }

  /** A reader sees the old file or the new one; a link is replaced, not followed. */
  private void write(PolicyFile file) throws IOException {
    Path fresh = folder.resolve("." + file.name() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel out =
        FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(file.text());
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(fresh, folder.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
  }
}
