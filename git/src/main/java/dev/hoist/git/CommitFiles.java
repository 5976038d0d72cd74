package dev.hoist.git;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The policy files in one folder of a commit, read without a working tree. */
final class CommitFiles {
  private static final int MOST_FILES = 1_000;
  private static final long LONGEST = 1L << 20;
  private static final long MOST_BYTES = 64L << 20;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

  private final Repository repository;
  private final List<PolicyFile> files = new ArrayList<>();
  private long bytes;

  private CommitFiles(Repository repository) {
    this.repository = repository;
  }

  static List<PolicyFile> read(Repository repository, RevTree tree, String folder)
      throws IOException, UnfitException {
    var reader = new CommitFiles(repository);
    reader.read(folder(repository, tree, folder));
    if (reader.files.isEmpty()) {
      throw new UnfitException("there is no *.yaml in " + shown(folder));
    }
    return reader.files;
  }

  private static ObjectId folder(Repository repository, RevTree tree, String folder)
      throws IOException, UnfitException {
    if (folder.isEmpty()) {
      return tree.getId();
    }
    try (TreeWalk walk = TreeWalk.forPath(repository, folder, tree)) {
      if (walk == null || !walk.getFileMode(0).equals(FileMode.TREE)) {
        throw new UnfitException("there is no folder " + folder);
      }
      return walk.getObjectId(0);
    }
  }

  private static String shown(String folder) {
    return folder.isEmpty() ? "the root of the repository" : folder;
  }

  private void read(ObjectId folder) throws IOException, UnfitException {
    try (var walk = new TreeWalk(repository)) {
      walk.addTree(folder);
      while (walk.next()) {
        String name = walk.getNameString();
        if (!walk.isSubtree()) {
          switch (PolicyName.of(name)) {
            case POLICY -> add(name, walk.getFileMode(0), walk.getObjectId(0));
            case MISNAMED -> throw new UnfitException(name + ": " + PolicyName.rename(name));
            case OTHER -> {}
          }
        }
      }
    }
  }

  private void add(String name, FileMode mode, ObjectId id) throws IOException, UnfitException {
    if (!mode.equals(FileMode.REGULAR_FILE) && !mode.equals(FileMode.EXECUTABLE_FILE)) {
      throw new UnfitException(name + " is a link or a submodule; put the file itself there");
    }
    if (!NAME.matcher(name).matches()) {
      throw new UnfitException("a file's name is letters, digits, dots, dashes and underscores");
    }
    ObjectLoader blob = repository.open(id);
    bytes += blob.getSize();
    if (blob.getSize() > LONGEST) {
      throw new UnfitException(name + " is larger than 1 MiB; split it by targets");
    }
    if (files.size() == MOST_FILES || bytes > MOST_BYTES) {
      throw new UnfitException("more than " + MOST_FILES + " files or 64 MiB of policy");
    }
    files.add(new PolicyFile(name, text(name, blob.getBytes())));
  }

  private static String text(String name, byte[] bytes) throws UnfitException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UnfitException(name + " is not UTF-8 text");
    }
  }
}
