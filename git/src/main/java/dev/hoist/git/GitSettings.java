package dev.hoist.git;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * Which policy to read from which repository.
 *
 * @param folder in the repository; empty for its root
 * @param every how long between two looks
 * @param signedBy an OpenSSH file of allowed signers; when given, a commit that none of them signed
 *     is refused
 * @param access fits the kind of {@code url}
 */
public record GitSettings(
    GitUrl url,
    String branch,
    String folder,
    Duration every,
    Optional<Path> signedBy,
    Access access) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  public GitSettings {
    if (!Repository.isValidRefName(Constants.R_HEADS + branch)) {
      throw new IllegalArgumentException("branch: " + branch + " is no name of a branch");
    }
    if (!folder.isEmpty() && !Arrays.stream(folder.split("/", -1)).allMatch(GitSettings::step)) {
      throw new IllegalArgumentException("folder: a path inside the repository, like policy/prod");
    }
    if (every.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("every: at least a second");
    }
    if (url.kind() != kind(access)) {
      throw new IllegalArgumentException("url: " + url + " is reached otherwise");
    }
  }

  private static boolean step(String name) {
    return !name.isEmpty() && !name.equals(".") && !name.equals("..");
  }

  private static GitUrl.Kind kind(Access access) {
    return switch (access) {
      case Access.Files files -> GitUrl.Kind.FILE;
      case Access.Https https -> GitUrl.Kind.HTTPS;
      case Access.Ssh ssh -> GitUrl.Kind.SSH;
    };
  }

  String ref() {
    return Constants.R_HEADS + branch;
  }

  /** For messages. */
  String place() {
    return url + " " + branch;
  }
}
