package dev.hoist.app;

import dev.hoist.git.GitSettings;
import dev.hoist.git.GitSource;
import dev.hoist.kernel.policy.PolicySource;
import dev.hoist.policy.source.Durations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Where policy comes from, when not from the data folder's {@code policy/}: {@code policy.yaml}.
 *
 * <pre>
 * git:
 *   url: https://git.example.com/security/policy.git     # or file:
 *   branch: main
 *   folder: policy            # in the repository; left out: its root
 *   every: 30s
 *   signed_by: allowed_signers    # commits must be signed by a key in this file
 *   user: hoist                   # for https:
 *   password_file: git.token
 * </pre>
 */
final class PolicyConfig {
  private static final Set<String> KEYS =
      Set.of("url", "branch", "folder", "every", "signed_by", "user", "password_file");
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
    Optional<GitSettings.Login> login =
        Optional.ofNullable(given.get("user"))
            .map(user -> new GitSettings.Login(user, path(required(given, "password_file"))));
    return new GitSettings(
        URI.create(required(given, "url")),
        given.getOrDefault("branch", "main"),
        given.getOrDefault("folder", ""),
        every(given.getOrDefault("every", "30s")),
        Optional.ofNullable(given.get("signed_by")).map(this::path),
        login);
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
