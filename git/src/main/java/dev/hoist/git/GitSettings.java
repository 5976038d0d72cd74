package dev.hoist.git;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * Which policy to read from which repository.
 *
 * @param url {@code https:} or {@code file:}, without a password
 * @param folder in the repository; empty for its root
 * @param every how long between two looks
 * @param signedBy an OpenSSH file of allowed signers; when given, a commit that none of them signed
 *     is refused
 * @param login for {@code https:}
 */
public record GitSettings(
    URI url,
    String branch,
    String folder,
    Duration every,
    Optional<Path> signedBy,
    Optional<Login> login) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /**
   * How to log in.
   *
   * @param passwordFile holds a password or a token; read anew for each look
   */
  public record Login(String user, Path passwordFile) {}

  public GitSettings {
    if (!List.of("https", "file").contains(String.valueOf(url.getScheme()))) {
      throw new IllegalArgumentException("url: https: or file:, not " + url.getScheme() + ":");
    }
    if (url.getUserInfo() != null) {
      throw new IllegalArgumentException("url: without a user; use user and password_file");
    }
    if (!Repository.isValidRefName(Constants.R_HEADS + branch)) {
      throw new IllegalArgumentException("branch: " + branch + " is no name of a branch");
    }
    if (!folder.isEmpty() && !Arrays.stream(folder.split("/", -1)).allMatch(GitSettings::step)) {
      throw new IllegalArgumentException("folder: a path inside the repository, like policy/prod");
    }
    if (every.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("every: at least a second");
    }
    if (login.isPresent() && !"https".equals(url.getScheme())) {
      throw new IllegalArgumentException("user: only with https:");
    }
  }

  private static boolean step(String name) {
    return !name.isEmpty() && !name.equals(".") && !name.equals("..");
  }

  /** For messages. */
  String place() {
    return url + " " + branch;
  }
}
