package dev.hoist.app;

import dev.hoist.kernel.identity.Secret;
import dev.hoist.kernel.target.TargetDefinition;
import dev.hoist.spi.TargetAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The accounts by which hoist prepares targets, from {@code connections.yaml}. They are kept apart
 * from policy because policy is read by many and these point at passwords.
 *
 * <pre>
 * orders-prod:
 *   user: hoist_connector
 *   password_file: /etc/hoist/orders-prod.password
 *   database: orders
 *   tls: verify            # or off
 *   ca: /etc/hoist/orders-ca.pem
 *   reassign_to: hoist_kept
 * </pre>
 *
 * <p>Read anew for each use, so that a rotated password is picked up without a restart.
 */
final class Connections {
  private static final Set<String> KEYS =
      Set.of("user", "password_file", "database", "tls", "ca", "reassign_to");
  private static final long MOST_BYTES = 1 << 20;

  private final Path file;
  private final String installation;

  Connections(Path file, String installation) {
    this.file = file;
    this.installation = installation;
  }

  /** The account on a target; empty when none is configured. */
  Optional<TargetAccount> account(TargetDefinition target) {
    Map<String, String> entry = read().get(target.name());
    return entry == null ? Optional.empty() : Optional.of(account(target, entry));
  }

  /** The names of those on which there is none; of all while the file is wrong. */
  Set<String> lacking(List<TargetDefinition> targets) {
    Set<String> known;
    try {
      known = read().keySet();
    } catch (ConnectionsException e) {
      known = Set.of();
    }
    Set<String> lacking = new TreeSet<>();
    targets.forEach(target -> lacking.add(target.name()));
    lacking.removeAll(known);
    return lacking;
  }

  /** What to say when {@link #account} is empty. */
  String lacking(String target) {
    return "there is no account on " + target + "; add one to " + file;
  }

  /** Reads everything once, so that a bad file is known at start and not at the first grant. */
  void check() {
    for (var entry : read().entrySet()) {
      password(entry.getKey(), entry.getValue());
    }
  }

  private TargetAccount account(TargetDefinition target, Map<String, String> entry) {
    var options = new HashMap<>(entry);
    options.remove("user");
    options.remove("password_file");
    return new TargetAccount(
        target,
        installation,
        required(target.name(), entry, "user"),
        password(target.name(), entry),
        options);
  }

  private Secret password(String target, Map<String, String> entry) {
    Path path = file.resolveSibling(required(target, entry, "password_file"));
    try {
      return Secret.of(Files.readString(path).strip());
    } catch (IOException e) {
      throw new ConnectionsException(
          "password_file of " + target + " in " + file + " cannot be read: " + path, e);
    }
  }

  private String required(String target, Map<String, String> entry, String key) {
    String value = entry.get(key);
    if (value == null) {
      throw new ConnectionsException(target + " in " + file + " lacks " + key);
    }
    return value;
  }

  private Map<String, Map<String, String>> read() {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ConnectionsException(file + " is larger than 1 MiB");
      }
      var settings =
          LoadSettings.builder().setLabel(file.toString()).setMaxAliasesForCollections(0).build();
      return typed(new Load(settings).loadFromString(Files.readString(file)));
    } catch (IOException e) {
      throw new ConnectionsException(file + " cannot be read: " + e.getMessage(), e);
    } catch (YamlEngineException e) {
      throw new ConnectionsException(file + " is not good YAML: " + e.getMessage(), e);
    }
  }

  private Map<String, Map<String, String>> typed(Object document) {
    var typed = new HashMap<String, Map<String, String>>();
    for (var entry : map(document, file.toString()).entrySet()) {
      var values = new HashMap<String, String>();
      String target = String.valueOf(entry.getKey());
      for (var pair : map(entry.getValue(), target).entrySet()) {
        values.put(known(target, String.valueOf(pair.getKey())), String.valueOf(pair.getValue()));
      }
      typed.put(target, values);
    }
    return typed;
  }

  private String known(String target, String key) {
    if (!KEYS.contains(key)) {
      throw new ConnectionsException(
          target
              + " in "
              + file
              + " has the unknown key "
              + key
              + "; the keys are "
              + String.join(", ", new TreeSet<>(KEYS)));
    }
    return key;
  }

  private Map<?, ?> map(Object value, String where) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new ConnectionsException(where + " in " + file + " should be a map of keys to values");
  }

  /** The file of accounts is wrong; the message names the place. */
  static final class ConnectionsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConnectionsException(String message) {
      super(message);
    }

    ConnectionsException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
