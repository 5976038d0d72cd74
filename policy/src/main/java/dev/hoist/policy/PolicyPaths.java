package dev.hoist.policy;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyName;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.policy.PolicyProblem.Severity;
import dev.hoist.policy.yaml.SourceLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the policy files that paths mean: files, and folders whose {@code *.yaml} are meant. */
public final class PolicyPaths {
  private final List<Found> found = new ArrayList<>();
  private final List<PolicyProblem> unread = new ArrayList<>();

  private PolicyPaths() {}

  /** A file, and where it lies. */
  public record Found(Path path, PolicyFile file) {}

  /**
   * What was read.
   *
   * @param unread what could not be
   */
  public record Listing(List<Found> found, List<PolicyProblem> unread) {
    public Listing {
      found = List.copyOf(found);
      unread = List.copyOf(unread);
    }

    public List<PolicyFile> files() {
      return found.stream().map(Found::file).toList();
    }
  }

  /** Finding no file at all is a problem. */
  public static Listing list(List<Path> paths) {
    var reading = new PolicyPaths();
    paths.forEach(reading::add);
    if (reading.found.isEmpty() && reading.unread.isEmpty()) {
      reading.problem(
          paths.isEmpty() ? "." : paths.getFirst().toString(), "no policy file (*.yaml) here");
    }
    return new Listing(reading.found, reading.unread);
  }

  private void add(Path path) {
    if (!Files.isDirectory(path)) {
      take(path, path.toString());
      return;
    }
    try (Stream<Path> inside = Files.list(path)) {
      inside
          .filter(p -> PolicyName.of(name(p)) != PolicyName.OTHER)
          .filter(p -> !Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .forEach(p -> take(p, name(p)));
    } catch (UncheckedIOException e) {
      problem(path.toString(), "cannot be listed: " + e.getMessage());
    } catch (IOException e) {
      problem(path.toString(), "cannot be listed: " + reason(e));
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private void take(Path path, String name) {
    if (PolicyName.of(name(path)) == PolicyName.MISNAMED) {
      problem(name, PolicyName.rename(name(path)));
    } else {
      read(path, name);
    }
  }

  private void read(Path path, String name) {
    try {
      text(path)
          .ifPresentOrElse(
              text -> found.add(new Found(path, new PolicyFile(name, text))),
              () -> problem(name, "larger than 1 MiB; split it by targets"));
    } catch (CharacterCodingException e) {
      problem(name, "not UTF-8 text");
    } catch (IOException e) {
      problem(name, "cannot be read: " + reason(e));
    }
  }

  private static Optional<String> text(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(SourceLimits.BYTES + 1);
      return bytes.length > SourceLimits.BYTES
          ? Optional.empty()
          : Optional.of(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException missing -> "there is no such file";
      case java.nio.file.AccessDeniedException denied -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }

  private void problem(String file, String message) {
    unread.add(new PolicyProblem(Severity.ERROR, file, 0, 1, message, "", 1));
  }
}
