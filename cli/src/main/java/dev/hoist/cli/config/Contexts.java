package dev.hoist.cli.config;

import dev.hoist.cli.base.Failure;
import dev.hoist.cli.base.Shell;
import dev.hoist.kernel.identity.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The named contexts in {@code config.yaml} and their tokens in {@code credentials.yaml} beside it.
 *
 * <p>The file is {@code HOIST_CONFIG}, else {@code hoist/config.yaml} in {@code XDG_CONFIG_HOME} or
 * {@code ~/.config}.
 */
public final class Contexts {
  private final Path file;
  private final YamlFile config;
  private final YamlFile credentials;

  public Contexts(Path file) {
    this.file = file;
    this.config = new YamlFile(file);
    this.credentials = new YamlFile(credentialsFile());
  }

  public static Contexts of(Shell shell) {
    return new Contexts(
        shell
            .env("HOIST_CONFIG")
            .map(Path::of)
            .orElseGet(
                () ->
                    shell
                        .env("XDG_CONFIG_HOME")
                        .map(Path::of)
                        .orElseGet(() -> shell.home().resolve(".config"))
                        .resolve("hoist")
                        .resolve("config.yaml")));
  }

  public Path file() {
    return file;
  }

  public Path credentialsFile() {
    return file.resolveSibling("credentials.yaml");
  }

  /** All contexts by name, in the order of the file. */
  public Map<String, Context> all() {
    Map<String, Context> found = new LinkedHashMap<>();
    contexts(config.read()).forEach((name, value) -> found.put(name, context(name, value)));
    return found;
  }

  /** The context in use, where one was chosen. */
  public Optional<String> current() {
    return text(config.read(), "current");
  }

  public Optional<Context> find(String name) {
    return Optional.ofNullable(all().get(name));
  }

  /** The context of that name; a failure that names those there are when there is none. */
  public Context get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                Failure.error(
                    "there is no context '" + name + "' in " + file,
                    all().isEmpty()
                        ? "log in first: hoist login"
                        : "there are: " + String.join(", ", all().keySet())));
  }

  /** Adds or replaces a context and makes it the one in use. */
  public void save(Context context) {
    Map<String, Object> root = config.read();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("server", context.server().toString());
    context.ca().ifPresent(ca -> entry.put("ca", ca.toString()));
    context.user().ifPresent(user -> entry.put("user", user));
    Map<String, Object> contexts = contexts(root);
    contexts.put(context.name(), entry);
    root.put("current", context.name());
    root.put("contexts", contexts);
    config.write(root);
  }

  /** Keeps a copy of a certificate authority for a context; the file it came from may go away. */
  public Path keepCa(String context, String pem) {
    Path kept = file.toAbsolutePath().resolveSibling(context.replace(':', '_') + ".ca.pem");
    new YamlFile(kept).replace(pem);
    return kept;
  }

  public void use(String name) {
    Context chosen = get(name);
    Map<String, Object> root = config.read();
    root.put("current", chosen.name());
    config.write(root);
  }

  public Optional<Secret> token(String context) {
    refuseIfOthersCanRead();
    Object entry = credentials.read().get(context);
    return entry == null
        ? Optional.empty()
        : text(credentials.mapping(entry, context), "token").map(Secret::of);
  }

  public void saveToken(String context, Secret token) {
    Map<String, Object> root = credentials.read();
    root.put(context, Map.of("token", token.reveal()));
    credentials.write(root);
  }

  public void forgetToken(String context) {
    Map<String, Object> root = credentials.read();
    if (root.remove(context) != null) {
      credentials.write(root);
    }
  }

  private void refuseIfOthersCanRead() {
    Path path = credentialsFile();
    try {
      if (Files.exists(path)) {
        Set<PosixFilePermission> now = Files.getPosixFilePermissions(path);
        if (now.stream().anyMatch(p -> !p.name().startsWith("OWNER"))) {
          throw Failure.error(
              "others can read or change " + path + ", which holds your tokens",
              "close it, and log in again if someone may have looked: chmod 600 " + path);
        }
      }
    } catch (IOException e) {
      throw Failure.error(path + " cannot be looked at: " + e.getMessage(), "");
    }
  }

  private Map<String, Object> contexts(Map<String, Object> root) {
    Object value = root.get("contexts");
    return value == null ? new LinkedHashMap<>() : config.mapping(value, "contexts");
  }

  private Context context(String name, Object value) {
    Map<String, Object> entry = config.mapping(value, "context " + name);
    String server =
        text(entry, "server")
            .orElseThrow(
                () -> Failure.error("context " + name + " in " + file + " names no server", ""));
    return new Context(
        name, Context.server(server), text(entry, "ca").map(Path::of), text(entry, "user"));
  }

  private static Optional<String> text(Map<String, Object> map, String key) {
    return Optional.ofNullable(map.get(key)).map(Objects::toString);
  }
}
