package dev.hoist.app;

import dev.hoist.git.Access;
import dev.hoist.git.GitSettings;
import dev.hoist.git.GitSource;
import dev.hoist.git.GitUrl;
import dev.hoist.kernel.policy.PolicySource;
import dev.hoist.policy.source.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Where policy comes from, when not from the data folder's {@code policy/}: {@code policy.yaml}.
 *
 * <pre>
 * git:
 *   url: https://git.example.com/security/policy.git     # or ssh:, file:
 *   branch: main
 *   folder: policy            # in the repository; left out: its root
 *   every: 30s
 *   signed_by: allowed_signers    # commits must be signed by a key in this file
 *   user: hoist                   # for https:
 *   password_file: git.token
 *   ca: ca.pem
 *   key_file: git.key             # for ssh:
 *   known_hosts: known_hosts
 * </pre>
 */
final class PolicyConfig {
  /** Keys that only one way to a repository has a use for. */
  private static final Map<String, GitUrl.Kind> ONLY =
      Map.of(
          "user", GitUrl.Kind.HTTPS,
          "password_file", GitUrl.Kind.HTTPS,
          "ca", GitUrl.Kind.HTTPS,
          "key_file", GitUrl.Kind.SSH,
          "known_hosts", GitUrl.Kind.SSH);

  private static final Set<String> KEYS =
      Stream.concat(
              Stream.of("url", "branch", "folder", "every", "signed_by"), ONLY.keySet().stream())
          .collect(Collectors.toUnmodifiableSet());
  private static final long MOST_BYTES = 1 << 20;

  private final Path file;

  private PolicyConfig(Path file) {
    this.file = file;
  }

  /**
   * The source that is configured; empty when policy is in the folder.
   *
   * @throws StartException when the file is wrong, saying where
   */
  static Optional<PolicySource> source(DataFolder data) {
    return new PolicyConfig(data.policyConfig())
        .settings()
        .map(settings -> new GitSource(settings, data.policyScratch()));
  }

  private Optional<GitSettings> settings() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(git(read()));
    } catch (IllegalArgumentException e) {
      throw new StartException(file + ": " + e.getMessage(), e);
    }
  }

  private GitSettings git(Map<String, String> given) {
    var url = new GitUrl(required(given, "url"));
    return new GitSettings(
        url,
        given.getOrDefault("branch", "main"),
        given.getOrDefault("folder", ""),
        every(given.getOrDefault("every", "30s")),
        Optional.ofNullable(given.get("signed_by")).map(this::path),
        access(url.kind(), given));
  }

  private Access access(GitUrl.Kind kind, Map<String, String> given) {
    for (var only : ONLY.entrySet()) {
      if (only.getValue() != kind && given.containsKey(only.getKey())) {
        throw new IllegalArgumentException(
            only.getKey() + ": only with " + only.getValue().name().toLowerCase(Locale.ROOT) + ":");
      }
    }
    return switch (kind) {
      case FILE -> new Access.Files();
      case HTTPS ->
          new Access.Https(login(given), Optional.ofNullable(given.get("ca")).map(this::path));
      case SSH ->
          new Access.Ssh(path(required(given, "key_file")), path(required(given, "known_hosts")));
    };
  }

  private Optional<Access.Login> login(Map<String, String> given) {
    return given.containsKey("user") || given.containsKey("password_file")
        ? Optional.of(
            new Access.Login(required(given, "user"), path(required(given, "password_file"))))
        : Optional.empty();
  }

  private static Duration every(String text) {
    return Durations.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("every: " + Durations.FORM));
  }

  private static String required(Map<String, String> given, String key) {
    return Optional.ofNullable(given.get(key))
        .orElseThrow(() -> new IllegalArgumentException("git lacks " + key));
  }

  /** Beside the file, unless it says otherwise. */
  private Path path(String name) {
    return file.resolveSibling(name);
  }

  private Map<String, String> read() {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException("larger than 1 MiB");
      }
      var settings =
          LoadSettings.builder().setLabel(file.toString()).setMaxAliasesForCollections(0).build();
      return typed(new Load(settings).loadFromString(Files.readString(file)));
    } catch (IOException e) {
      throw new StartException(file + " cannot be read: " + e.getMessage(), e);
    } catch (YamlEngineException e) {
      throw new StartException(file + " is not good YAML: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> typed(Object document) {
    if (document instanceof Map<?, ?> whole
        && whole.keySet().equals(Set.of("git"))
        && whole.get("git") instanceof Map<?, ?> git) {
      var values = new HashMap<String, String>();
      git.forEach((key, value) -> values.put(known(String.valueOf(key)), String.valueOf(value)));
      return values;
    }
    throw new IllegalArgumentException("should have one key, git, with a map of settings");
  }

  private static String known(String key) {
    if (!KEYS.contains(key)) {
      throw new IllegalArgumentException(
          "git has the unknown key "
              + key
              + "; the keys are "
              + String.join(", ", new TreeSet<>(KEYS)));
    }
    return key;
  }
}
