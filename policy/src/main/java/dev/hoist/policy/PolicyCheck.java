package dev.hoist.policy;

import dev.hoist.kernel.policy.PolicyFile;
import dev.hoist.kernel.policy.PolicyLoader.Load;
import dev.hoist.kernel.policy.PolicyProblem;
import dev.hoist.kernel.policy.PolicyProblem.Severity;
import dev.hoist.policy.yaml.SourceLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks policy files where they lie, without a server: {@code hoist policy check}. */
public final class PolicyCheck {
  private final List<PolicyFile> files = new ArrayList<>();
  private final List<PolicyProblem> unread = new ArrayList<>();

  private PolicyCheck() {}

  /**
   * What came of it.
   *
   * @param files the files read
   * @param load the set, or why there is none
   */
  public record Result(List<PolicyFile> files, Load load) {
    public Result {
      files = List.copyOf(files);
    }

    public boolean good() {
      return load instanceof Load.Loaded;
    }
  }

  /** Files, and folders whose {@code *.yaml} and {@code *.yml} files are meant. */
  public static Result run(List<Path> paths) {
    return run(paths, new HoistPolicyLoader());
  }

  public static Result run(List<Path> paths, HoistPolicyLoader loader) {
    var check = new PolicyCheck();
    paths.forEach(check::add);
    if (check.files.isEmpty() && check.unread.isEmpty()) {
      check.problem(
          paths.isEmpty() ? "." : paths.getFirst().toString(), "no policy file (*.yaml) here");
    }
    Load load = loader.load(check.files);
    if (check.unread.isEmpty()) {
      return new Result(check.files, load);
    }
    List<PolicyProblem> all = new ArrayList<>(check.unread);
    all.addAll(load.problems());
    return new Result(check.files, new Load.Rejected(all));
  }

  private void add(Path path) {
    if (!Files.isDirectory(path)) {
      read(path, path.toString());
      return;
    }
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(path, "*.{yaml,yml}")) {
      List<Path> sorted = new ArrayList<>();
      inside.forEach(sorted::add);
      sorted.stream().sorted().forEach(p -> read(p, String.valueOf(p.getFileName())));
    } catch (IOException e) {
      problem(path.toString(), "cannot be listed: " + reason(e));
    }
  }

  private void read(Path path, String name) {
    try {
      text(path)
          .ifPresentOrElse(
              text -> files.add(new PolicyFile(name, text)),
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
